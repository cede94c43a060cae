import { isDamage } from './errors.ts'
import { type Database, prepared } from './sql.ts'
import { removeRun } from './tables/runs.ts'

/** What `PRAGMA integrity_check` and the foreign keys complain about; empty for a sound store. */
export function checkIntegrity(database: Database): string[] {
  const complaints = unlessDamaged(() => [
    ...(database.pragma('integrity_check') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok'),
    ...(database.pragma('foreign_key_check') as { table: string; rowid: number }[]).map(
      ({ table, rowid }) => `row ${rowid} of ${table} points to a row that is not there`
    )
  ])
  // FTS5 checks an index by what counts as a write.
  if (database.readonly) return complaints
  for (const table of ['problems_words', 'attempts_words', 'steps_words']) {
    try {
      database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 1)`)
    } catch {
      complaints.push(`the search index ${table} does not match its table`)
    }
  }
  return complaints
}

/** A check stops where it meets pages that it cannot read at all. */
function unlessDamaged(check: () => string[]): string[] {
  try {
    return check()
  } catch (error) {
    if (!isDamage(error)) throw error
    return ['pages are so damaged that they cannot be checked']
  }
}

/** Gives the room of removed rows back to the disk. */
export function vacuum(database: Database): void {
  database.exec('VACUUM')
  database.pragma('wal_checkpoint(TRUNCATE)')
}

/** Removes for good what was deleted before the given moment. Returns the number of runs. */
export function purgeDeleted(database: Database, before: number): number {
  const purge = database.transaction(() => {
    const doomed = prepared<[number], { key: number }>(
      database,
      'SELECT key FROM runs WHERE deleted_at < ?'
    ).all(before)
    for (const { key } of doomed) removeRun(database, key)
    // A problem stays as long as a run or a set has it.
    if (doomed.length > 0) {
      database.exec(
        `DELETE FROM problems WHERE key NOT IN
           (SELECT problem_key FROM run_problems UNION SELECT problem_key FROM set_problems)`
      )
    }
    return doomed.length
  })
  return purge.immediate()
}
