import { type Database, prepared } from './sql.ts'

const TABLES = [
  'runs',
  'attempts',
  'paths',
  'steps',
  'grades',
  'problems',
  'problem_sets',
  'event_batches',
  'documents'
] as const

/** How many rows each table has. */
export function countRows(database: Database): Record<string, number> {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      prepared<[], { rows: number }>(database, `SELECT count(*) AS rows FROM ${table}`).get()
        ?.rows ?? 0
    ])
  )
}

/** The text of every problem that was asked or is in a set, one after the other. */
export function problemTexts(database: Database): IterableIterator<string> {
  return prepared<[], string>(database, 'SELECT text FROM problems').pluck().iterate()
}

/** One of the newest attempts, with the problem that it was about. */
export interface RecentAttempt {
  readonly startedAt: number
  readonly method: string
  readonly status: string
  readonly error: string | null
  readonly cause: string | null
  readonly problem: string
  readonly answer: string | null
}

/** The newest attempts first, at most so many. */
export function recentAttempts(database: Database, most: number): RecentAttempt[] {
  return prepared<[number], RecentAttempt>(
    database,
    `SELECT attempts.started_at AS startedAt, attempts.method, attempts.status, attempts.error, attempts.cause,
       problems.text AS problem, attempts.answer
     FROM attempts
     JOIN run_problems ON run_problems.run_key = attempts.run_key AND run_problems.position = attempts.problem
     JOIN problems ON problems.key = run_problems.problem_key
     ORDER BY attempts.key DESC LIMIT ?`
  ).all(most)
}
