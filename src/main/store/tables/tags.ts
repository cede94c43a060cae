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

/** Every tag of runs that are not deleted, and how many have it; the most used first. */
export function countTags(database: Database): { tag: string; runs: number }[] {
  return prepared<[], { tag: string; runs: number }>(
    database,
    `SELECT tag, count(*) AS runs FROM tags
     JOIN runs ON runs.key = run_key AND runs.deleted_at IS NULL
     GROUP BY tag ORDER BY count(*) DESC, tag`
  ).all()
}

export function tagsOf(database: Database, runKey: number): string[] {
  return prepared<[number], { tag: string }>(
    database,
    'SELECT tag FROM tags WHERE run_key = ? ORDER BY tag'
  )
    .all(runKey)
    .map(({ tag }) => tag)
}
