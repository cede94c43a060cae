import type { Language } from '../../shared/contract/settings.ts'
import type { Database } from '../store/sql.ts'
import { resolveAnyRun } from '../runs/find-run.ts'
import { readable, type RunRecord } from '../store/tables/runs.ts'
import { csv } from './csv.ts'
import { evalLog } from './eval-log.ts'
import { htmlReport } from './html/html-report.ts'
import { pageWords } from './html/page-words.ts'
import { jsonLines } from './json-lines.ts'
import { markdown } from './markdown.ts'
import { rawRun } from './raw.ts'
import { openRunSource } from './run-source.ts'

/** How a run leaves the store. Only JSON brings all of it, and comes back. */
export const EXPORT_FORMATS = ['json', 'jsonl', 'csv', 'markdown', 'html'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportHow {
  /** Of a page; everything else is for programs, or in English. */
  readonly language?: Language
  /** Milliseconds since 1970. */
  readonly now: number
}

const FILE_TYPES: Readonly<Record<ExportFormat | 'raw', { ending: string; type: string }>> = {
  json: { ending: 'json', type: 'application/json' },
  jsonl: { ending: 'jsonl', type: 'application/jsonl' },
  csv: { ending: 'csv', type: 'text/csv' },
  markdown: { ending: 'md', type: 'text/markdown' },
  html: { ending: 'html', type: 'text/html' },
  raw: { ending: 'raw.json', type: 'application/json' }
}

/** What the file of an exported run is called, and its media type. */
export function exportFile(
  run: string,
  format: ExportFormat | 'raw'
): { readonly name: string; readonly type: string } {
  const { ending, type } = FILE_TYPES[format]
  return { name: `tandem-${run}.${ending}`, type }
}

/**
 * A run by its name, in one of the formats or `raw`: as the store holds it, understood or not.
 *
 * @throws UserError where there is none, or it cannot be read and is not asked for raw.
 */
export function exportNamed(
  database: Database,
  name: string,
  format: ExportFormat | 'raw',
  how: ExportHow
): Iterable<string> {
  const run = resolveAnyRun(database, name)
  return format === 'raw'
    ? rawRun(database, run.key)
    : runPieces(database, readable(run), format, how)
}

/** A run in one of the formats, piece by piece. */
export function runPieces(
  database: Database,
  run: RunRecord,
  format: ExportFormat,
  { language = 'en', now }: ExportHow
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
      return htmlReport(source, pageWords(language))
    default:
      return format satisfies never
  }
}
