import { z } from 'zod'
import { meaningOfAbsence } from './added.ts'
import { isGrowing } from './growing.ts'
import { hasMovableBounds } from './movable.ts'

/**
 * The schema with which a document is read that any version may have written, earlier or later than this one:
 *
 * - fields that this version does not know stay where they are;
 * - fields that were added later get what their absence meant (`added`);
 * - a name from a list that has grown since, such as a method, is a name all the same;
 * - so is a member of a union that has grown, such as an event, as long as it says what it is;
 * - lengths and patterns of texts, and bounds that another version may move (`movableBounds`), are asked for again only where
 *   people write the documents by hand.
 *
 * What is missing, of another type, or no such figure at all, as a share of 3 or -5 tokens, is refused, since code would stumble
 * over it or draw nonsense.
 */
export function readingSchema<S extends z.ZodType>(
  schema: S,
  { byHand = false }: { readonly byHand?: boolean } = {}
): z.ZodType<z.output<S>> {
  return rebuilt(schema, { loose: true, bounds: byHand, movable: byHand }) as z.ZodType<z.output<S>>
}

/**
 * The schema as it is, except that any name fits a list that grows, and any number of its kind movable bounds. For what is told
 * of kept documents.
 */
export function withOpenNames<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>> {
  return rebuilt(schema, { loose: false, bounds: true, movable: false }) as z.ZodType<z.output<S>>
}

interface Manner {
  /** Whether unknown fields and members pass. */
  readonly loose: boolean
  /** Whether lengths and patterns of texts are checked. */
  readonly bounds: boolean
  /** Whether bounds are checked that another version may have moved. */
  readonly movable: boolean
}

/** Schemas of the kinds that documents are made of; another kind stays as it is. */
function rebuilt(schema: z.ZodType, manner: Manner): z.ZodType {
  const inner = (type: unknown) => rebuilt(type as z.ZodType, manner)
  if (schema instanceof z.ZodEnum) return manner.loose || isGrowing(schema) ? z.string() : schema
  if (schema instanceof z.ZodNullable) return inner(schema.unwrap()).nullable()
  if (schema instanceof z.ZodOptional) return inner(schema.unwrap()).optional()
  if (schema instanceof z.ZodReadonly) return inner(schema.unwrap()).readonly()
  if (schema instanceof z.ZodDefault) return inner(schema.unwrap()).default(schema.def.defaultValue)
  if (schema instanceof z.ZodObject) return rebuiltObject(schema, manner)
  if (schema instanceof z.ZodRecord) return z.record(z.string(), inner(schema.valueType))
  if (schema instanceof z.ZodArray) return withChecks(z.array(inner(schema.element)), schema)
  if (schema instanceof z.ZodDiscriminatedUnion) return rebuiltChoice(schema, manner)
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(inner))
  if (schema instanceof z.ZodNumber) return manner.movable ? schema : figure(schema)
  if (manner.bounds) return schema
  return schema instanceof z.ZodString ? z.string() : schema
}

/** The number as it can be in every version. */
function figure(schema: z.ZodNumber): z.ZodType {
  if (!hasMovableBounds(schema)) return schema
  const number = schema.isInt ? z.int() : z.number()
  return (schema.minValue ?? -1) >= 0 ? number.min(0) : number
}

function rebuiltObject(schema: z.ZodObject, manner: Manner): z.ZodType {
  const shape = Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => {
      const absent = manner.loose ? meaningOfAbsence(field as z.ZodType) : null
      const read = rebuilt(field as z.ZodType, manner)
      return [name, absent ? read.default(absent.meaning) : read]
    })
  )
  const { catchall } = schema.def
  const closed = catchall ? z.object(shape).catchall(catchall) : z.object(shape)
  const object = manner.loose ? z.looseObject(shape) : closed
  return manner.bounds ? withChecks(object, schema) : object
}

/** Checks its member by the discriminator; one that this version does not know passes as it is. */
function rebuiltChoice(schema: z.ZodDiscriminatedUnion, manner: Manner): z.ZodType {
  const { discriminator } = schema.def
  const members = new Map<unknown, z.ZodType>()
  for (const option of schema.options) {
    const { shape } = option as z.ZodObject
    const literal = shape[discriminator] as z.ZodLiteral
    // The discriminator itself is compared when the member is looked up.
    for (const value of literal.values) members.set(value, rebuilt(option as z.ZodObject, manner))
  }
  // The member checks that it is an object; to read the discriminator by a schema would copy every document once more.
  return z.unknown().transform((value, context) => {
    const name = isObject(value) ? value[discriminator] : undefined
    const member = members.get(name)
    if (member === undefined) {
      if (typeof name === 'string' && manner.loose) return value
      context.addIssue({ code: 'custom', message: 'is of no known kind', path: [discriminator] })
      return z.NEVER
    }
    const parsed = member.safeParse(value)
    if (parsed.success) return parsed.data
    for (const { message, path } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path: [...path] })
    }
    return z.NEVER
  })
}

function withChecks(schema: z.ZodType, { def }: z.ZodType): z.ZodType {
  const checks = def.checks ?? []
  return checks.length === 0 ? schema : schema.check(...(checks as z.core.$ZodCheck<unknown>[]))
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
