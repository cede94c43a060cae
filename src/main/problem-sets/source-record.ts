/** One problem as its file has it, before its fields are understood. */
export interface SourceRecord {
  /** Where it stands in the file, for messages: `line 12`. */
  readonly place: string
  readonly fields: Fields
}

/** Named values. */
export type Fields = Readonly<Record<string, unknown>>

/** Does the value have named fields? Bytes and dates have none. */
export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Date)
  )
}

/** What a value is, in words for messages. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (ArrayBuffer.isView(value)) return 'bytes'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'true or false' : 'a number'
}
