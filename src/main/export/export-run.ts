import type { Database } from '../store/sql.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { csv } from './csv.ts'
import { evalLog } from './eval-log.ts'
import { htmlReport } from './html/html-report.ts'
import { jsonLines } from './json-lines.ts'
import { markdown } from './markdown.ts'
import { openRunSource } from './run-source.ts'

/** How a run leaves the store. Only JSON brings all of it, and comes back. */
export const EXPORT_FORMATS = ['json', 'jsonl', 'csv', 'markdown', 'html'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A run in one of the formats, piece by piece. */
export function exportRun(
  database: Database,
  run: RunRecord,
  format: ExportFormat,
  now: number
): Iterable<string> {
  const source = openRunSource(database, run, now)
  switch (format) {
    case 'json':
      return evalLog(database, source)
    case 'jsonl':
      return jsonLines(source)
    case 'csv':
      return csv(source)
    case 'markdown':
      return markdown(source)
    case 'html':
      return htmlReport(source)
    default:
      return format satisfies never
  }
}
