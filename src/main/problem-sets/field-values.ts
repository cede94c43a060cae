import { withoutEscapeDamage } from '../../core/answers/notation/escape-damage.ts'
import { READING_LIMITS } from './limits.ts'
import { ImportError } from './import-error.ts'
import { isFields, type Fields } from './source-record.ts'

/** How deep a field may lie in others and still be found by its name. */
const DEPTH = 4
/** What holds the names of several fields together that make one. */
export const AND = '+'

/**
 * The names of all fields of a record, those within others with their path: `reward_model.ground_truth`.
 *
 * @throws ImportError where there are more than a record can have.
 */
export function fieldNames(fields: Fields, place: string): string[] {
  const names: string[] = []
  function visit(inner: Fields, path: string, depth: number): void {
    for (const [name, value] of Object.entries(inner)) {
      if (names.push(path + name) > READING_LIMITS.columns) {
        throw new ImportError(
          `At ${place}: more than ${READING_LIMITS.columns} fields; expected one problem with its fields.`
        )
      }
      if (isFields(value) && depth < DEPTH) visit(value, `${path}${name}.`, depth + 1)
    }
  }
  visit(fields, '', 1)
  return names
}

/** The value of a field: of that very name, or where its path leads. */
export function valueAt(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name]
  let value: unknown = fields
  for (const part of name.split('.')) {
    if (!isFields(value) || !Object.hasOwn(value, part)) return undefined
    value = value[part]
  }
  return value
}

/** Is there nothing in it? Python writes a missing number as one that is none. */
export function isMissing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === null || value === undefined || Number.isNaN(value)
}

/** Numbers and texts as text; bytes that are text, as some writers of Parquet mark none. Else null. */
export function fieldText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value))) {
    return String(value)
  }
  if (value instanceof Uint8Array && value.length <= READING_LIMITS.field) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(value)
    } catch {
      return null
    }
  }
  return null
}

/**
 * An answer or an option as text, with the commands restored whose escapes were decoded: `\frac` that became a form feed and
 * `rac`, which would be trimmed away as white space.
 */
export function answerTextOf(value: unknown): string | null {
  const text = fieldText(value)
  return text === null ? null : withoutEscapeDamage(text)
}
