import { problemsNeeded } from '../../core/statistics/problems-needed.ts'
import { letterOf, type ManyComparison, MOST_COMPARED } from '../../shared/many-comparison.ts'
import type { Problem } from '../../shared/problem-set.ts'
import { setNameOf } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import {
  comparePaired,
  concludeComparisons,
  gradableTallies,
  type MethodDifference,
  type ReportInput,
  reportRun
} from './report.ts'
import { reportInput } from './run-report.ts'
import { settingsApart, settingsOfRun } from './run-settings.ts'
import { contentOf } from './same-problem.ts'
import { readSettled } from './settled.ts'

type Side = ReturnType<typeof readSide>

/**
 * Two to five runs on the problems that all of them have, each method against the first run's.
 *
 * @throws UserError for another number of runs, or the same one twice.
 */
export function compareMany(
  database: Database,
  runs: readonly RunRecord[],
  { countFailures = false }: Partial<Pick<ReportInput, 'countFailures'>> = {}
): ManyComparison {
  if (runs.length < 2 || runs.length > MOST_COMPARED) {
    throw new UserError(
      `Two to ${MOST_COMPARED} runs can be compared, not ${runs.length}.`,
      'See all runs together with: tandem leaderboard'
    )
  }
  const twice = runs.find(({ key }, index) => runs.findIndex((one) => one.key === key) < index)
  if (twice) {
    throw new UserError(
      `The run ${twice.id} is named twice.`,
      `Its methods are held against each other in: tandem report ${twice.id}`
    )
  }
  const shared = contentOfAll(runs.map((run) => problemsOfRun(database, run.key)))
  const sides = runs.map((run) => readSide(database, run, shared, countFailures))
  const rows = sides.flatMap((side, index) =>
    side.run.config.methods.map((method) => ({
      index,
      method,
      figures: side.report.methods[method]!,
      difference: index === 0 ? null : differenceFrom(sides[0]!, side, method)
    }))
  )
  const concluded = concludeComparisons(rows.flatMap(({ difference }) => difference ?? []))
  return {
    runs: sides.map(({ run, problems }, index) => ({
      letter: letterOf(index),
      id: run.id,
      set: setNameOf(run.config),
      problems: problems.length,
      seed: run.seed,
      pair: { target: run.config.pair.target.name, draft: run.config.pair.draft.name },
      created: new Date(run.createdAt).toISOString(),
      methods: run.config.methods
    })),
    countFailures,
    sharedProblems: shared.size,
    config: differences(database, runs),
    rows: rows.map(({ index, method, figures, difference }) => {
      const against = difference === null ? null : concluded.shift()!
      const { n, leftOut, correct, accuracy, interval, gamma, wallMs } = figures
      return {
        letter: letterOf(index),
        method,
        attempts: n,
        leftOut,
        right: correct,
        accuracy,
        interval,
        gamma,
        wallMs,
        against,
        needed: against && problemsNeeded(against)
      }
    })
  }
}

/** A run as if it had been asked the shared problems alone. */
function readSide(
  database: Database,
  run: RunRecord,
  shared: ReadonlySet<string>,
  countFailures: boolean
) {
  const problems = problemsOfRun(database, run.key)
  const attempts = readSettled(database, run.key).filter(({ problem }) =>
    shared.has(contentOf(problems[problem]!))
  )
  const input = { ...reportInput(run, problems, attempts), countFailures }
  return { run, problems, attempts, input, report: reportRun(input) }
}

/** With the same method of the first run, or with its only one. */
function differenceFrom(first: Side, side: Side, method: string): MethodDifference | null {
  const { methods } = first.run.config
  const same = methods.find((other) => other === method)
  const other = same ?? (methods.length === 1 ? methods[0]! : null)
  if (other === null) return null
  return comparePaired(
    { name: method, groups: talliesOf(side, method) },
    { name: other, groups: talliesOf(first, other) }
  )
}

/** By what the problems say: their places differ from run to run. */
function talliesOf({ input, problems, attempts }: Side, method: string) {
  const own = attempts.filter((one) => one.method === method)
  return new Map(
    [...gradableTallies(input, own)].map(([problem, tally]) => [
      contentOf(problems[problem]!),
      tally
    ])
  )
}

function contentOfAll(runs: readonly (readonly Problem[])[]): Set<string> {
  const sets = runs.map((problems) => new Set(problems.map(contentOf)))
  return sets.reduce((all, own) => new Set([...all].filter((content) => own.has(content))))
}

function differences(database: Database, runs: readonly RunRecord[]): ManyComparison['config'] {
  const settings = runs.map((run) => settingsOfRun(database, run))
  return settingsApart(settings).map((setting) => ({
    setting,
    values: settings.map((own) => own.get(setting) ?? null)
  }))
}
