import type { SetFormat } from '../../../shared/set-formats.ts'
import { csvFormat } from './csv.ts'
import type { BinaryFormat, TextFormat } from './format.ts'
import { jsonArray } from './json-array.ts'
import { jsonLinesFormat } from './json-lines.ts'
import { jsonObject } from './json-object.ts'
import { parquet } from './parquet.ts'

/** Every format that can be read. */
export const FORMATS: Readonly<Record<SetFormat, BinaryFormat | TextFormat>> = {
  'json-lines': jsonLinesFormat,
  'json-array': jsonArray,
  'json-object': jsonObject,
  csv: csvFormat,
  parquet
}
