import { z } from 'zod'
import { isObject } from './reading.ts'

/** Whether a value is known to fit. Where the answer is no, it may fit all the same. */
export type Fitting = (value: unknown) => boolean

/**
 * A quick look at a document: is it just what this version writes by the schema, with every field there and no other? Then to
 * read it changes nothing, and nothing has to be copied. An attempt has ten thousands of events, and a full reading takes many
 * times as long.
 *
 * What a schema asks beyond types, names and bounds of numbers (a pattern, a rule of its own) is not looked at here: a document
 * with such a part is left to the full reading.
 */
export function fittingOf(schema: z.core.$ZodType): Fitting {
  if (schema instanceof z.ZodNumber) return fittingNumber(schema)
  if (schema instanceof z.ZodEnum) return oneOf(schema.options)
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values])
  if (schema instanceof z.ZodNullable) {
    const fits = fittingOf(schema.unwrap())
    return (value) => value === null || fits(value)
  }
  if (schema instanceof z.ZodReadonly) return fittingOf(schema.unwrap())
  if (schema instanceof z.ZodArray) return fittingArray(schema)
  if (schema._zod.def.checks?.length) return leftToReading
  if (schema instanceof z.ZodString) return (value) => typeof value === 'string'
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === 'boolean'
  if (schema instanceof z.ZodDiscriminatedUnion) return fittingChoice(schema)
  if (schema instanceof z.ZodUnion) {
    const members = schema.options.map(fittingOf)
    return (value) => members.some((fits) => fits(value))
  }
  return schema instanceof z.ZodObject ? fittingObject(schema) : leftToReading
}

const leftToReading: Fitting = () => false

function oneOf(names: readonly unknown[]): Fitting {
  const known = new Set(names)
  return (value) => known.has(value)
}

function fittingNumber(schema: z.ZodNumber): Fitting {
  const bounds = (schema.def.checks ?? []).map(boundOf)
  const isNumber: Fitting = schema.isInt ? Number.isSafeInteger : Number.isFinite
  return (value) => isNumber(value) && bounds.every((holds) => holds(value as number))
}

function boundOf(check: z.core.$ZodCheck<never>): (number: number) => boolean {
  if (check instanceof z.core.$ZodCheckGreaterThan) {
    const { value, inclusive } = check._zod.def
    const lowest = Number(value)
    return (number) => number > lowest || (inclusive && number === lowest)
  }
  if (check instanceof z.core.$ZodCheckLessThan) {
    const { value, inclusive } = check._zod.def
    const highest = Number(value)
    return (number) => number < highest || (inclusive && number === highest)
  }
  return leftToReading
}

function fittingArray({ element, def }: z.ZodArray): Fitting {
  const fits = fittingOf(element)
  const lengths: number[] = []
  for (const check of def.checks ?? []) {
    if (!(check instanceof z.core.$ZodCheckLengthEquals)) return leftToReading
    lengths.push(check._zod.def.length)
  }
  return (value) =>
    Array.isArray(value) &&
    lengths.every((length) => length === value.length) &&
    value.every((member) => fits(member))
}

function fittingObject(schema: z.ZodObject): Fitting {
  const fields = Object.entries<z.core.$ZodType>(schema.shape).map(([name, field]) => ({
    name,
    optional: field instanceof z.ZodOptional,
    fits: fittingOf(field instanceof z.ZodOptional ? field.def.innerType : field)
  }))
  return (value) => {
    if (!isObject(value)) return false
    let known = 0
    for (const { name, optional, fits } of fields) {
      const field = value[name]
      if (field === undefined && optional) continue
      if (!fits(field)) return false
      known++
    }
    return known === Object.keys(value).length
  }
}

function fittingChoice({ def, options }: z.ZodDiscriminatedUnion): Fitting {
  const members = new Map<unknown, Fitting>()
  for (const option of options) {
    const { shape } = option as z.ZodObject
    const fits = fittingOf(option)
    for (const name of (shape[def.discriminator] as z.ZodLiteral).values) members.set(name, fits)
  }
  return (value) => isObject(value) && members.get(value[def.discriminator])?.(value) === true
}
