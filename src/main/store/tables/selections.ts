import type { SelectedStrategy } from '../../../shared/view.ts'
import { type Database, prepared } from '../sql.ts'

export function insertSelection(
  database: Database,
  attemptKey: number,
  selection: readonly SelectedStrategy[]
): void {
  const insert = prepared<[number, number, string, number | null, number]>(
    database,
    'INSERT OR REPLACE INTO selections (attempt_key, position, strategy, probability, chosen) VALUES (?, ?, ?, ?, ?)'
  )
  for (const [position, { strategy, probability, chosen }] of selection.entries()) {
    insert.run(attemptKey, position, strategy.id, probability, Number(chosen))
  }
}
