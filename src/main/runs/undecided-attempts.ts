import type { Problem } from '../../shared/problem-set.ts'
import { isUndecided } from '../../shared/undecided.ts'
import type { Database } from '../store/sql.ts'
import { type AttemptRecord, settledAttempts } from '../store/tables/attempts.ts'
import { gradesOfRun } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'

/** The attempts of a run that a person is needed to judge, in the order of its problems. */
export function undecidedAttempts(
  database: Database,
  run: RunRecord
): { readonly attempt: AttemptRecord; readonly problem: Problem }[] {
  const problems = problemsOfRun(database, run.key)
  const grades = gradesOfRun(database, run.key)
  return settledAttempts(database, run.key)
    .filter((one) => isUndecided({ ...one, byHand: grades.get(one.key)?.policy === null }))
    .map((attempt) => ({ attempt, problem: problems[attempt.problem]! }))
}
