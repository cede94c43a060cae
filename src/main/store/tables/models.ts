import type { ModelRecord } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

/** Remembers a model file, and where it was last seen. */
export function rememberModel(database: Database, model: ModelRecord, now: number): void {
  prepared<ModelRecord & { now: number }>(
    database,
    `INSERT INTO models (sha256, name, path, bytes, architecture, parameters, seen_at)
     VALUES (@sha256, @name, @path, @bytes, @architecture, @parameters, @now)
     ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, path = excluded.path, seen_at = excluded.seen_at`
  ).run({ ...model, now })
}
