import { createHash } from 'node:crypto'
import type { AttemptEvent } from '../../../shared/events.ts'
import { Projection } from '../../runs/projection.ts'
import { type Database, prepared } from '../sql.ts'
import { insertCost } from '../tables/charges.ts'
import { readEvents } from '../tables/event-batches.ts'
import { LOST_PROBLEM } from '../tables/problems.ts'
import { shapesOf } from './shapes.ts'

/** Tables that are read from an attempt's events when those are written. */
const PROJECTED = ['paths', 'steps', 'selections', 'votes', 'charges'] as const

/**
 * Makes the references of saved rows good: rows that belong to what is lost go with it, and a problem that is lost
 * leaves its place in a run to a sentence that says so. Returns how many problems are lost.
 */
export function mendReferences(database: Database): number {
  const mend = database.transaction(() => {
    const problems = replaceLostProblems(database)
    removeStrays(database)
    return problems
  })
  return mend()
}

/**
 * Reads attempts again from their events, so that no figure is computed from half of one: those whose events are not
 * whole count as cut off, and a finished run that lacks attempts as interrupted. Returns the number of those attempts.
 */
export function rebuildAttempts(database: Database): number {
  const rebuild = database.transaction(() => {
    const cut = database
      .prepare<[], number>("SELECT key FROM attempts WHERE status IN ('done', 'failed')")
      .pluck()
      .all()
      .filter((key) => !isRebuilt(database, key)).length
    database.exec(
      `UPDATE runs SET status = 'interrupted' WHERE status = 'finished' AND planned >
         (SELECT count(*) FROM attempts WHERE run_key = runs.key AND status IN ('done', 'failed'))`
    )
    return cut
  })
  return rebuild()
}

/** A run counts its problems, so that none may be missing among them. */
function replaceLostProblems(database: Database): number {
  const missing = database
    .prepare<[], { run: number; position: number }>(
      `WITH RECURSIVE places (run, position) AS (
         SELECT run, 0 FROM ends UNION ALL
         SELECT places.run, position + 1 FROM places JOIN ends USING (run) WHERE position < last
       ), ends (run, last) AS (
         SELECT key, max(
           coalesce((SELECT max(position) FROM run_problems WHERE run_key = runs.key), -1),
           coalesce((SELECT max(problem) FROM attempts WHERE run_key = runs.key), -1)
         ) AS last FROM runs GROUP BY key HAVING last >= 0
       )
       SELECT places.run, places.position FROM places
       LEFT JOIN run_problems ON run_key = places.run AND run_problems.position = places.position
       WHERE run_key IS NULL`
    )
    .all()
  const place = prepared<[number, number, string, number]>(
    database,
    'INSERT INTO run_problems (run_key, position, problem_id, problem_key) VALUES (?, ?, ?, ?)'
  )
  const nextKey = database
    .prepare<[], number>(
      `SELECT 1 + coalesce(max(key), 0) FROM (SELECT max(key) AS key FROM problems
         UNION ALL SELECT max(problem_key) FROM run_problems)`
    )
    .pluck()
    .get()!
  for (const [index, { run, position }] of missing.entries()) {
    place.run(run, position, `lost-${position + 1}`, nextKey + index)
  }
  const lost = database
    .prepare<[], number>(
      `SELECT DISTINCT problem_key FROM run_problems WHERE problem_key NOT IN (SELECT key FROM problems)`
    )
    .pluck()
    .all()
  const insert = prepared<[number, string, string]>(
    database,
    `INSERT INTO problems (key, sha256, text, answer, details) VALUES (?, ?, ?, NULL, '{}')`
  )
  for (const key of lost) {
    const sha256 = createHash('sha256').update(`lost ${key}`).digest('hex')
    insert.run(key, sha256, LOST_PROBLEM)
  }
  return lost.length
}

/** Removes rows that belong to what is lost, until there are none. */
function removeStrays(database: Database): void {
  const removals = shapesOf(database).flatMap(({ table }) => {
    const keys = database.pragma(`foreign_key_list(${table})`) as {
      id: number
      table: string
      from: string
      to: string
    }[]
    return [...new Set(keys.map(({ id }) => id))].map((id) => {
      const columns = keys.filter((key) => key.id === id)
      const same = columns.map(({ from, to }) => `parent.${to} = ${table}.${from}`).join(' AND ')
      return database.prepare(
        `DELETE FROM ${table} WHERE NOT EXISTS (SELECT 1 FROM ${columns[0]!.table} AS parent WHERE ${same})`
      )
    })
  })
  while (removals.reduce((sum, removal) => sum + removal.run().changes, 0) > 0);
}

/** Writes an attempt's rows again from its events. Where they are not whole it counts as cut off, and as not rebuilt. */
function isRebuilt(database: Database, key: number): boolean {
  const events = wholeEvents(database, key)
  for (const table of PROJECTED) {
    prepared<[number]>(database, `DELETE FROM ${table} WHERE attempt_key = ?`).run(key)
  }
  const projection = new Projection(key)
  if (events) {
    for (const event of events) projection.take(event)?.(database)
    insertCost(database, key, projection.view.cost)
    return true
  }
  prepared<[number]>(
    database,
    `UPDATE attempts SET status = 'interrupted', verdict = NULL WHERE key = ?`
  ).run(key)
  prepared<[number]>(database, 'DELETE FROM event_batches WHERE attempt_key = ?').run(key)
  return false
}

/** An attempt's events from the first to the last; null where some are missing. */
function wholeEvents(database: Database, key: number): AttemptEvent[] | null {
  const { failed, charged } = prepared<[number], { failed: number; charged: number }>(
    database,
    `SELECT status = 'failed' AS failed,
       (SELECT count(*) FROM charges WHERE attempt_key = attempts.key) AS charged
     FROM attempts WHERE key = ?`
  ).get(key)!
  const firsts = prepared<[number], number>(
    database,
    'SELECT first FROM event_batches WHERE attempt_key = ? ORDER BY first'
  )
  try {
    const events = readEvents(database, key)
    const isGapless = firsts
      .pluck()
      .all(key)
      .every((first) => readEvents(database, key, first).length === events.length - first)
    // What failed may have ended anywhere, also before its first event.
    const isEnded = failed ? events.length > 0 || !charged : events.at(-1)?.type === 'finished'
    return isGapless && isEnded ? events : null
  } catch {
    return null
  }
}
