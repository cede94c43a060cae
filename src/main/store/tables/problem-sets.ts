import type { Problem, ProblemSetInfo, ProblemSetSummary } from '../../../shared/problem-set.ts'
import { type Database, prepared } from '../sql.ts'
import { keepProblem, type ProblemRow, problemOfRow } from './problems.ts'

const COLUMNS = 'id, name, description, source, licence'

export function listSets(database: Database): ProblemSetSummary[] {
  return prepared<[], ProblemSetInfo & { count: number }>(
    database,
    `SELECT ${COLUMNS}, (SELECT count(*) FROM set_problems WHERE set_id = id) AS count
     FROM problem_sets WHERE deleted_at IS NULL`
  )
    .all()
    .map((set) => ({ ...set, bundled: false }))
}

export function findSetRow(database: Database, id: string): ProblemSetInfo | null {
  return (
    prepared<[string], ProblemSetInfo>(
      database,
      `SELECT ${COLUMNS} FROM problem_sets WHERE id = ? AND deleted_at IS NULL`
    ).get(id) ?? null
  )
}

export function problemsOfSet(database: Database, id: string): Problem[] {
  return prepared<[string], ProblemRow>(
    database,
    `SELECT problem_id AS id, text, answer, details
     FROM set_problems JOIN problems ON problems.key = problem_key
     WHERE set_id = ? ORDER BY position`
  )
    .all(id)
    .map(problemOfRow)
}

/** Keeps a set in the place of an earlier one. Runs keep the problems that they were asked. */
export function writeSet(
  database: Database,
  set: ProblemSetInfo,
  problems: readonly Problem[],
  now: number
): void {
  prepared<[string]>(database, 'DELETE FROM problem_sets WHERE id = ?').run(set.id)
  prepared<ProblemSetInfo & { now: number }>(
    database,
    `INSERT INTO problem_sets (${COLUMNS}, created_at)
     VALUES (@id, @name, @description, @source, @licence, @now)`
  ).run({ ...set, now })
  const insert = prepared<[string, number, string, number]>(
    database,
    'INSERT INTO set_problems (set_id, position, problem_id, problem_key) VALUES (?, ?, ?, ?)'
  )
  for (const [position, problem] of problems.entries()) {
    insert.run(set.id, position, problem.id, keepProblem(database, problem))
  }
}

/** Says whether there was one. */
export function deleteSetRow(database: Database, id: string, now: number): boolean {
  const { changes } = prepared<[number, string]>(
    database,
    'UPDATE problem_sets SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL'
  ).run(now, id)
  return changes > 0
}
