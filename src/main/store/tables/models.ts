import { sourceText } from '../../../shared/model-source.ts'
import type { ModelRecord } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

/** Remembers a model, and where it was last seen. */
export function rememberModel(
  database: Database,
  { source, ...model }: ModelRecord,
  now: number
): void {
  prepared<Omit<ModelRecord, 'source'> & { path: string; now: number }>(
    database,
    `INSERT INTO models (sha256, name, path, bytes, architecture, parameters, seen_at)
     VALUES (@sha256, @name, @path, @bytes, @architecture, @parameters, @now)
     ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, path = excluded.path, seen_at = excluded.seen_at`
  ).run({ ...model, path: sourceText(source), now })
}
