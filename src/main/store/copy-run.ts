import type { Database } from './sql.ts'

/** The rows that a run has in each table, each table behind those that it refers to. */
const ROWS: readonly (readonly [table: string, rows: string])[] = [
  [
    'documents',
    `sha256 IN (SELECT config ->> '$.prompts.sha256' FROM runs WHERE key = @run
     UNION SELECT config ->> '$.strategies.sha256' FROM runs WHERE key = @run)`
  ],
  [
    'models',
    `sha256 IN (SELECT config ->> '$.pair.target.sha256' FROM runs WHERE key = @run
     UNION SELECT config ->> '$.pair.draft.sha256' FROM runs WHERE key = @run)`
  ],
  ['problems', 'key IN (SELECT problem_key FROM run_problems WHERE run_key = @run)'],
  ['runs', 'key = @run'],
  ['leases', `name = (SELECT 'run ' || id FROM runs WHERE key = @run)`],
  ['tags', 'run_key = @run'],
  ['run_problems', 'run_key = @run'],
  ['attempts', 'run_key = @run'],
  ...['event_batches', 'paths', 'steps', 'selections', 'votes', 'charges', 'grades'].map(
    (table) => [table, 'attempt_key IN (SELECT key FROM attempts WHERE run_key = @run)'] as const
  )
]

/** Copies a run and all that belongs to it into an empty store, under the same keys. */
export function copyRun(from: Database, to: Database, run: number): void {
  const copy = to.transaction(() => {
    for (const [table, which] of ROWS) {
      const rows = from
        .prepare<{ run: number }, Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${which}`)
        .all({ run })
      const columns = Object.keys(rows[0] ?? {})
      const places = columns.map((column) => `@${column}`).join(', ')
      for (const row of rows) {
        to.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(row)
      }
    }
  })
  copy.immediate()
}
