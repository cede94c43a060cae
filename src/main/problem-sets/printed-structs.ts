import { readListText } from './python-literal.ts'
import { isFields, type SourceRecord } from './source-record.ts'

/** Fields that hold others in the sets that have them, and so text where a table was written: pandas prints a dictionary. */
const STRUCTS = ['reward_model', 'extra_info', 'metadata', 'meta', 'doc']

/** The record with the structures that a table holds as text, `{'ground_truth': '12'}`, as what they are. */
export function withPrintedStructs(record: SourceRecord): SourceRecord {
  const opened = STRUCTS.flatMap((name) => {
    const value = record.fields[name]
    const struct =
      typeof value === 'string' && value.trimStart().startsWith('{') ? readListText(value) : null
    return isFields(struct) ? [[name, struct] as const] : []
  })
  return opened.length === 0
    ? record
    : { ...record, fields: { ...record.fields, ...Object.fromEntries(opened) } }
}
