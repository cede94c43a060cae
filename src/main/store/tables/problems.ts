import { createHash } from 'node:crypto'
import { type Problem, problemSchema } from '../../../shared/problem-set.ts'
import { type Database, prepared } from '../sql.ts'

/** Stands in the place of a problem that was lost with a damaged store. */
export const LOST_PROBLEM = 'This problem was lost when the store was damaged.'

/** A problem's columns, joined to the id that a set or a run gives it. */
export interface ProblemRow {
  readonly id: string
  readonly text: string
  readonly answer: string | null
  readonly details: string
}

/** Keeps a problem, once however often it is used. Returns its key. */
export function keepProblem(database: Database, problem: Problem): number {
  const { id: _id, text, answer = null, ...rest } = problem
  const details = JSON.stringify(rest)
  const sha256 = createHash('sha256')
    .update(JSON.stringify([text, answer, details]))
    .digest('hex')
  const known = prepared<[string], { key: number }>(
    database,
    'SELECT key FROM problems WHERE sha256 = ?'
  ).get(sha256)
  if (known) return known.key
  const { lastInsertRowid } = prepared<[string, string, string | null, string]>(
    database,
    'INSERT INTO problems (sha256, text, answer, details) VALUES (?, ?, ?, ?)'
  ).run(sha256, text, answer, details)
  return Number(lastInsertRowid)
}

export function problemOfRow({ id, text, answer, details }: ProblemRow): Problem {
  const rest = JSON.parse(details) as object
  return problemSchema.parse({ ...rest, id, text, ...(answer === null ? {} : { answer }) })
}
