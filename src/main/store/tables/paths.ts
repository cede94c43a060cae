import type { PathView } from '../../../shared/view.ts'
import { type Database, prepared } from '../sql.ts'

/** Stores a path as it stands; called when it opens and again when it ends. */
export function writePath(database: Database, attemptKey: number, path: PathView): void {
  prepared<
    [number, number, string | null, string, string | null, string | null, number, string | null]
  >(
    database,
    `INSERT OR REPLACE INTO paths (attempt_key, path, strategy, writer, ended, answer, forced, cause)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
  ).run(
    attemptKey,
    path.id,
    path.strategy?.id ?? null,
    path.writer,
    path.end,
    path.answer,
    Number(path.forced),
    path.cause
  )
}
