import type { RunDetail } from '../../shared/contract/benchmark.ts'
import type { Language } from '../../shared/contract/settings.ts'
import type { MethodName } from '../../shared/options.ts'
import { shareAttempt } from '../export/share-attempt.ts'
import { exportNamed, type ExportFormat, type ExportHow } from '../export/export-run.ts'
import { compareMany } from '../runs/compare-many.ts'
import { compareRuns, pairAttempts } from '../runs/compare-runs.ts'
import { resolveRun } from '../runs/find-run.ts'
import { readLeaderboard } from '../runs/leaderboard.ts'
import { readCharts } from '../runs/run-charts.ts'
import { readReport } from '../runs/run-report.ts'
import { readWhatIf } from '../runs/what-if-run.ts'
import type { Database } from '../store/sql.ts'
import { settledAttempts, workedMs } from '../store/tables/attempts.ts'
import { gradesOfRun } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'

/** What pages ask of whole runs. Computed from the store alone, so that any thread with a connection to it can. */
export const readings = {
  detail: (database: Database, { run }: { readonly run: string }) => readDetail(database, run),
  charts: (database: Database, { run }: { readonly run: string }) =>
    readCharts(database, resolveRun(database, run)),
  'what-if': (database: Database, { run }: { readonly run: string }) =>
    readWhatIf(database, resolveRun(database, run)),
  leaderboard: (database: Database, _all: object) => readLeaderboard(database),
  comparison: (database: Database, { a, b }: { readonly a: string; readonly b: string }) =>
    compareRuns(database, resolveRun(database, a), resolveRun(database, b)),
  many: (database: Database, { runs }: { readonly runs: readonly string[] }) =>
    compareMany(
      database,
      runs.map((run) => resolveRun(database, run))
    ),
  pairs: (
    database: Database,
    {
      a,
      b,
      methodA,
      methodB
    }: Record<'a' | 'b', string> & Record<'methodA' | 'methodB', MethodName>
  ) =>
    pairAttempts(database, [resolveRun(database, a), methodA], [resolveRun(database, b), methodB]),
  'shared-attempt': (
    database: Database,
    {
      run,
      attempt,
      ...how
    }: {
      readonly run: string
      readonly attempt: number
      readonly language: Language
      readonly now: number
    }
  ) => shareAttempt(database, run, attempt, how),
  export: (
    database: Database,
    {
      run,
      format,
      ...how
    }: ExportHow & { readonly run: string; readonly format: ExportFormat | 'raw' }
  ) => [...exportNamed(database, run, format, how)].join('')
} as const

type Readings = typeof readings
export type ReadingName = keyof Readings
export type ReadingInput<N extends ReadingName> = Parameters<Readings[N]>[1]
export type Reading<N extends ReadingName> = ReturnType<Readings[N]>

/** The part of a run's detail that grows with its attempts. */
function readDetail(
  database: Database,
  id: string
): Pick<RunDetail, 'report' | 'problems' | 'grid'> & { readonly spentMs: number } {
  const run = resolveRun(database, id)
  const { attempts: _attempts, ...report } = readReport(database, run)
  const grades = gradesOfRun(database, run.key)
  return {
    report,
    problems: problemsOfRun(database, run.key).map(({ id, text, answer }) => ({
      id,
      text,
      answer: answer ?? null
    })),
    grid: settledAttempts(database, run.key).map(
      ({ key, problem, method, repeat, status, answer, verdict, error, wallMs }) => ({
        attempt: key,
        problem,
        method,
        repeat,
        status,
        answer,
        verdict,
        byHand: grades.get(key)?.policy === null,
        error,
        wallMs
      })
    ),
    spentMs: workedMs(database, run.key)
  }
}
