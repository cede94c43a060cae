import type { Problem } from '../../shared/problem-set.ts'
import type { RunReport } from '../../shared/run-report.ts'
import type { Database } from '../store/sql.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { type ReportInput, reportRun } from './report.ts'
import { readSettled, type SettledAttempt } from './settled.ts'

/** A run's report, computed from the store. */
export function readReport(
  database: Database,
  run: RunRecord,
  { countFailures = false }: Partial<Pick<ReportInput, 'countFailures'>> = {}
): RunReport {
  const problems = problemsOfRun(database, run.key)
  const input = reportInput(run, problems, readSettled(database, run.key))
  return reportRun({ ...input, countFailures })
}

export function reportInput(
  run: RunRecord,
  problems: readonly Problem[],
  attempts: readonly SettledAttempt[]
): ReportInput {
  return {
    run: run.id,
    config: run.config,
    problems: problems.map(({ id, answer, answerKind }) => ({
      id,
      gradable: answer !== undefined,
      answerKind
    })),
    attempts,
    countFailures: false
  }
}
