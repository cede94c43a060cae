import { type Database, prepared } from '../sql.ts'

export function addTag(database: Database, runKey: number, tag: string): void {
  prepared<[number, string]>(
    database,
    'INSERT INTO tags (run_key, tag) VALUES (?, ?) ON CONFLICT DO NOTHING'
  ).run(runKey, tag)
}

export function removeTag(database: Database, runKey: number, tag: string): void {
  prepared<[number, string]>(database, 'DELETE FROM tags WHERE run_key = ? AND tag = ?').run(
    runKey,
    tag
  )
}

export function tagsOf(database: Database, runKey: number): string[] {
  return prepared<[number], { tag: string }>(
    database,
    'SELECT tag FROM tags WHERE run_key = ? ORDER BY tag'
  )
    .all(runKey)
    .map(({ tag }) => tag)
}
