import type { SetFormat } from '../../../shared/set-formats.ts'
import { csv } from './csv.ts'
import type { BinaryFormat, TextFormat } from './format.ts'
import { jsonArray } from './json-array.ts'
import { jsonLines } from './json-lines.ts'
import { jsonObject } from './json-object.ts'
import { parquet } from './parquet.ts'

/** Every format that can be read. */
export const FORMATS: Readonly<Record<SetFormat, BinaryFormat | TextFormat>> = {
  'json-lines': jsonLines,
  'json-array': jsonArray,
  'json-object': jsonObject,
  csv,
  parquet
}
