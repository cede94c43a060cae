import type { AttemptStatus, Verdict } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

/** What a leaderboard needs of a settled attempt. */
export interface BoardAttempt {
  readonly runKey: number
  /** Hash of the problem's text and answer. */
  readonly problem: string
  readonly gradable: 0 | 1
  readonly method: string
  readonly seed: number
  readonly status: AttemptStatus
  readonly error: string | null
  readonly verdict: Verdict | null
  readonly wallMs: number | null
  readonly drafted: number
  readonly accepted: number
}

/** Every settled attempt of benchmarks that are not deleted, the newest run first. */
export function boardAttempts(database: Database): BoardAttempt[] {
  return prepared<[], BoardAttempt>(
    database,
    `SELECT runs.key AS runKey, problems.sha256 AS problem, problems.answer IS NOT NULL AS gradable,
       attempts.method, attempts.seed, attempts.status, attempts.error, attempts.verdict,
       attempts.wall_ms AS wallMs, attempts.drafted, attempts.accepted
     FROM runs
     JOIN attempts ON attempts.run_key = runs.key AND attempts.status IN ('done', 'failed')
     JOIN run_problems ON run_problems.run_key = runs.key AND run_problems.position = attempts.problem
     JOIN problems ON problems.key = run_problems.problem_key
     WHERE runs.deleted_at IS NULL AND runs.kind = 'benchmark'
     ORDER BY runs.key DESC, attempts.key`
  ).all()
}

/** Hashes of the problems of every benchmark that is not deleted, by its key. */
export function problemsOfBenchmarks(database: Database): Map<number, string[]> {
  const rows = prepared<[], { runKey: number; problem: string }>(
    database,
    `SELECT runs.key AS runKey, problems.sha256 AS problem
     FROM runs
     JOIN run_problems ON run_problems.run_key = runs.key
     JOIN problems ON problems.key = run_problems.problem_key
     WHERE runs.deleted_at IS NULL AND runs.kind = 'benchmark'`
  ).all()
  const found = new Map<number, string[]>()
  for (const { runKey, problem } of rows) {
    const known = found.get(runKey)
    if (known) known.push(problem)
    else found.set(runKey, [problem])
  }
  return found
}
