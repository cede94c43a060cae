import type { Language } from '../../shared/contract/settings.ts'
import { exportFile, type ExportFormat, exportNamed } from '../export/export-run.ts'
import { resolveAnyRun } from '../runs/find-run.ts'
import type { RunServices } from '../runs/services.ts'

/** A run on its way to a file. */
export interface ExportedRun {
  /** What the file is called, and its media type. */
  readonly name: string
  readonly type: string
  /** Its text, piece by piece, read as it is asked for. */
  readonly pieces: () => Iterable<string>
}

/**
 * A run for other programs, for people, or for another Tandem.
 *
 * @param run its id, the beginning of it, or "latest".
 * @param language of a page
 * @throws UserError where there is none, or it cannot be read and is not asked for raw.
 */
export function exportRun(
  { database, now }: Pick<RunServices, 'database' | 'now'>,
  run: string,
  format: ExportFormat | 'raw',
  language: Language = 'en'
): ExportedRun {
  const { id } = resolveAnyRun(database, run)
  return {
    ...exportFile(id, format),
    pieces: () => exportNamed(database, id, format, { language, now: now() })
  }
}
