import { foldAll } from '../../shared/fold.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { RunCharts } from '../../shared/run-charts.ts'
import type { RunStatus } from '../../shared/run-record.ts'
import type { RunReport } from '../../shared/run-report.ts'
import type { AttemptView } from '../../shared/view.ts'
import { toldJudgement } from '../runs/failed-by-engine.ts'
import { statusOf } from '../runs/list-runs.ts'
import { readCharts } from '../runs/run-charts.ts'
import { readReport } from '../runs/run-report.ts'
import type { Database } from '../store/sql.ts'
import { allAttempts, type AttemptRecord } from '../store/tables/attempts.ts'
import { keptEvents, type KeptEvents, readEvents } from '../store/tables/event-batches.ts'
import { type Grade, gradesOf, gradesOfRun } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'

/** A run as exporters read it: summaries at once, the events of one attempt at a time. */
export interface RunSource {
  readonly run: RunRecord
  readonly status: RunStatus
  readonly problems: readonly Problem[]
  readonly report: RunReport
  /** Attempts that count, in the order in which they began. */
  readonly settled: readonly AttemptRecord[]
  /** First halves and retried attempts. */
  readonly evidence: readonly AttemptRecord[]
  /** Computed when it is asked for: it reads every step. */
  charts(): RunCharts
  keptEventsOf(attempt: AttemptRecord): KeptEvents
  viewOf(attempt: AttemptRecord): AttemptView
  /** The judgement in force as readers are told it, null where there is none: of what the engine failed only a person judges. */
  judgementOf(attempt: AttemptRecord): Grade | null
  /** All verdicts that were stored, the one in force last. */
  gradesOf(attempt: AttemptRecord): Grade[]
}

export function openRunSource(database: Database, run: RunRecord, now: number): RunSource {
  const attempts = allAttempts(database, run.key)
  const inForce = gradesOfRun(database, run.key)
  function counts({ status }: AttemptRecord): boolean {
    return status === 'done' || status === 'failed'
  }
  return {
    run,
    status: statusOf(database, now, run),
    problems: problemsOfRun(database, run.key),
    report: readReport(database, run),
    settled: attempts.filter(counts),
    evidence: attempts.filter((attempt) => !counts(attempt)),
    charts: () => readCharts(database, run),
    keptEventsOf: ({ key }) => keptEvents(database, key),
    viewOf: ({ key }) => foldAll(readEvents(database, key)),
    judgementOf: (attempt) => toldJudgement(attempt, inForce.get(attempt.key)),
    gradesOf: ({ key }) => gradesOf(database, key)
  }
}
