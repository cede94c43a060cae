import type { Problem } from '../../../shared/problem-set.ts'
import { type Database, prepared } from '../sql.ts'
import { keepProblem, type ProblemRow, problemOfRow } from './problems.ts'

/** Fixes the problems of a run, in order. */
export function insertRunProblems(
  database: Database,
  runKey: number,
  problems: readonly Problem[]
): void {
  const insert = prepared<[number, number, string, number]>(
    database,
    'INSERT INTO run_problems (run_key, position, problem_id, problem_key) VALUES (?, ?, ?, ?)'
  )
  for (const [position, problem] of problems.entries()) {
    insert.run(runKey, position, problem.id, keepProblem(database, problem))
  }
}

/** The problems of a run as they were when it began. */
export function problemsOfRun(database: Database, runKey: number): Problem[] {
  return prepared<[number], ProblemRow>(
    database,
    `SELECT problem_id AS id, text, answer, details
     FROM run_problems JOIN problems ON problems.key = problem_key
     WHERE run_key = ? ORDER BY position`
  )
    .all(runKey)
    .map(problemOfRow)
}

/** The text of the first problem of a run, which is the only one where a single problem was solved. */
export function firstProblemOf(database: Database, run: string): string | null {
  return (
    prepared<[string], { text: string }>(
      database,
      `SELECT text FROM runs
         JOIN run_problems ON run_problems.run_key = runs.key AND position = 0
         JOIN problems ON problems.key = problem_key
       WHERE runs.id = ?`
    ).get(run)?.text ?? null
  )
}
