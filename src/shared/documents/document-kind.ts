import type { z } from 'zod'
import { withoutMeanings } from './added.ts'
import { fittingOf } from './fitting.ts'
import { isObject, readingSchema } from './reading.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Makes a document of one version one of the next. The first of a kind leads from version 1 to 2, and so on. Like the
 * migrations of the tables they are only ever added to: once released, one never changes.
 */
export type Upcaster = (document: Fields) => Fields

/** Documents of one kind: what a store or a file keeps for longer than one version of the program lives. */
export interface DocumentKind<T> {
  /** For people: "run configuration". */
  readonly name: string
  /** Of the documents that this program writes. */
  readonly version: number
  /**
   * A document as it was kept, in this program's terms. Its version stands in its field `version`, where it is not
   * given; without one it is of version 1. A document of a later version is read as far as it goes.
   *
   * @throws UnreadableDocument
   */
  read(stored: unknown, version?: number): T
  /** Whether a later version than this one wrote a document: it may say more than is read of it here. */
  isLater(stored: unknown): boolean
  /** What `read` does before it checks: for documents that are passed on as they are. */
  upcast(stored: unknown, version?: number): unknown
  /** The document with its version on it, to be kept. One that a later version wrote stays one of that version. */
  stamped(document: T): T & { readonly version: number }
  /** What tells it from others of its kind, as text: the same in every version that it is read by. */
  essence(document: T): string
}

/** Faults of one document that are told, and characters of each: names in it may be as long as its writer likes. */
const FAULTS_TOLD = 5
const MOST_OF_A_FAULT = 200

/** A kept document that lacks what this program needs of it. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
  /** The first faults, each with its place. */
  readonly details: string

  constructor(kind: string, { issues }: z.ZodError) {
    const told = issues.slice(0, FAULTS_TOLD).map(faultOf)
    if (issues.length > told.length) told.push(`and ${issues.length - told.length} more`)
    const details = told.join('; ')
    super(`the ${kind} cannot be read (${details})`)
    this.details = details
  }
}

function faultOf({ path, message }: z.core.$ZodIssue): string {
  const fault = `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`
  return fault.length > MOST_OF_A_FAULT ? `${fault.slice(0, MOST_OF_A_FAULT)}…` : fault
}

export function documentKind<S extends z.ZodType<object>>({
  name,
  schema,
  byHand = false,
  upcasters
}: {
  readonly name: string
  /** As documents are written: strict. */
  readonly schema: S
  /** People write them too: what is out of bounds is a mistake that they are told of. */
  readonly byHand?: boolean
  readonly upcasters: readonly Upcaster[]
}): DocumentKind<z.output<S>> {
  const current = upcasters.length + 1
  const reading = readingSchema(schema, { byHand })
  const fits = fittingOf(schema)

  function upcast(stored: unknown, version?: number): unknown {
    if (!isObject(stored)) return stored
    // Of an attempt's events, thousands of them, the version stands beside them: they are not copied for it.
    const { from, document } =
      version === undefined ? told(stored) : { from: version, document: stored }
    if (typeof from !== 'number' || from > current) return stored
    return upcasters.slice(from - 1).reduce<Fields>((older, up) => up(older), document)
  }

  return {
    name,
    version: current,
    isLater: (stored) =>
      isObject(stored) && typeof stored.version === 'number' && stored.version > current,
    upcast,
    read(stored, version) {
      const document = upcast(stored, version)
      if (fits(document)) return document as z.output<S>
      const parsed = reading.safeParse(document)
      if (parsed.success) return parsed.data
      throw new UnreadableDocument(name, parsed.error)
    },
    stamped: (document) => ({ version: current, ...document }),
    essence: (document) => JSON.stringify(withoutMeanings(schema, document))
  }
}

/** A document that says its own version, and without it. */
function told({ version: from = 1, ...document }: Fields) {
  return { from, document }
}
