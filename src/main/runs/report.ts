import { agree } from '../../core/answer-kinds/agree.ts'
import { holm, holmLevel } from '../../core/statistics/holm.ts'
import { type Interval, LEVEL } from '../../core/statistics/interval.ts'
import { majAtK, type VoteClass } from '../../core/statistics/maj-at-k.ts'
import { mean } from '../../core/statistics/moments.ts'
import {
  type PairedDifference,
  pairedDifference,
  type Pairing
} from '../../core/statistics/paired.ts'
import { passAt1 } from '../../core/statistics/pass-at-1.ts'
import { passAtK } from '../../core/statistics/pass-at-k.ts'
import { shareInterval } from '../../core/statistics/share-interval.ts'
import type { Tally } from '../../core/statistics/tally.ts'
import { alphaOf } from '../../shared/alpha.ts'
import { conclusionWords } from '../../shared/comparison-sentence.ts'
import { type Cost, purposesOf, totalUsage } from '../../shared/cost.ts'
import type { PairedComparison, MethodReport, RunReport } from '../../shared/run-report.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { AttemptRecord } from '../store/tables/attempts.ts'
import { countedAttempts, failedByEngine } from './failed-by-engine.ts'
import type { SettledAttempt } from './settled.ts'
import { spendingOf, totalCost } from './spending.ts'

/** A problem of a run, by its position. */
export interface ReportedProblem {
  readonly id: string
  /** Whether it has an answer to compare with. */
  readonly gradable: boolean
  /** What its answers are, by the kind's name; mathematics where it is left out. */
  readonly answerKind?: string | undefined
}

export interface ReportInput {
  readonly run: string
  readonly config: RunConfig
  readonly problems: readonly ReportedProblem[]
  readonly attempts: readonly SettledAttempt[]
  /** Attempts that the engine failed are not right, instead of left out of accuracy. */
  readonly countFailures: boolean
}

/** A run's figures, from what is stored of it: the same whenever it is asked for, also while the run goes on. */
export function reportRun(input: ReportInput): RunReport {
  const { run, config, problems, attempts, countFailures } = input
  const byMethod = Map.groupBy(attempts, ({ method }) => method)
  const methods = config.methods.map(
    (method) => [method, reportMethod(input, byMethod.get(method) ?? [])] as const
  )
  return {
    run,
    set: config.set?.id ?? null,
    countFailures,
    methods: Object.fromEntries(methods),
    attempts: attempts.map((one) => ({
      problem: problems[one.problem]!.id,
      method: one.method,
      repeat: one.repeat,
      answer: one.answer,
      correct:
        one.verdict === null ||
        one.verdict === 'ungradable' ||
        (failedByEngine(one) && !countFailures)
          ? null
          : one.verdict === 'right',
      wallMs: one.wallMs,
      verdict: one.verdict,
      error: one.error
    })),
    comparisons: compareWithBaseline(input, byMethod)
  }
}

/** One method's figures. */
function reportMethod(
  { config, problems, attempts, countFailures }: ReportInput,
  own: readonly SettledAttempt[]
): MethodReport {
  const baseline = attempts.filter((one) => one.method === 'baseline')
  const counted = countedAttempts(own, countFailures)
  const gradable = counted.filter(({ problem }) => problems[problem]!.gradable)
  const groups = [...Map.groupBy(gradable, ({ problem }) => problem).values()]
  const complete = groups.filter((group) => group.length === config.repeats)
  const accuracy = groups.length === 0 ? null : passAt1(groups.map(tally))
  const judged = own.reduce((sum, { drafted }) => sum + drafted, 0)
  const stood = own.reduce((sum, { accepted }) => sum + accepted, 0)
  const timed = own.flatMap(({ wallMs }) => (wallMs === null ? [] : [wallMs]))
  return {
    n: own.length,
    problems: new Set(own.map(({ problem }) => problem)).size,
    correct: own.filter(isRight).length,
    ungradable: own.filter(({ verdict }) => verdict === 'ungradable').length,
    failed: own.filter(({ status }) => status === 'failed').length,
    leftOut: own.length - counted.length,
    accuracy: accuracy?.value ?? null,
    se: accuracy?.standardError ?? null,
    interval: accuracyInterval(groups.map(tally)),
    k: config.repeats,
    majK: complete.length === 0 ? null : mean(complete.map((group) => majority(group, problems))),
    passK:
      complete.length === 0
        ? null
        : mean(complete.map((group) => passAtK(tally(group), config.repeats))),
    judged,
    acceptance: judged === 0 ? null : stood / judged,
    ...spendingOf(own, baseline, alphaOf(config.pair)),
    wallMs: timed.length === 0 ? null : mean(timed),
    tokens: tokensOf(totalCost(own))
  }
}

/** Two methods on the problems that both tried. */
export interface MethodDifference {
  readonly method: string
  readonly against: string
  readonly problems: number
  readonly paired: PairedDifference
}

/** The paired difference of two methods, problem by problem; null where they share no gradable problem. */
export function comparePaired(
  first: { readonly name: string; readonly groups: ReadonlyMap<unknown, Tally> },
  second: { readonly name: string; readonly groups: ReadonlyMap<unknown, Tally> }
): MethodDifference | null {
  const pairings = [...first.groups].flatMap(([problem, own]): Pairing[] => {
    const other = second.groups.get(problem)
    return other ? [{ first: own, second: other }] : []
  })
  if (pairings.length === 0) return null
  return {
    method: first.name,
    against: second.name,
    problems: pairings.length,
    paired: pairedDifference(pairings)
  }
}

/**
 * Adjusts the p values of comparisons made together, and says each in words. The intervals are those at the level where
 * Holm's procedure stopped, so that what leaves out 0, what has a p below .05 and what is called significant are the same.
 */
export function concludeComparisons(differences: readonly MethodDifference[]): PairedComparison[] {
  const adjusted = holm(differences.map(({ paired }) => paired.p))
  const level = holmLevel(adjusted, LEVEL)
  return differences.map(({ paired, ...names }, index) => {
    const { difference, standardError, p, test } = paired
    const pAdjusted = adjusted[index]!
    const significant = pAdjusted < LEVEL
    const interval = paired.interval(level)
    return {
      ...names,
      difference,
      se: standardError,
      interval,
      p,
      test,
      pAdjusted,
      significant,
      conclusion: conclusionWords({ significant, difference })
    }
  })
}

/** Right and counted attempts of each problem that can be graded. */
export function gradableTallies(
  {
    problems,
    countFailures
  }: Pick<ReportInput, 'countFailures'> & {
    readonly problems: readonly { readonly gradable: boolean }[]
  },
  attempts: readonly AttemptRecord[]
): Map<number, Tally> {
  const gradable = countedAttempts(attempts, countFailures).filter(
    ({ problem }) => problems[problem]!.gradable
  )
  const groups = Map.groupBy(gradable, ({ problem }) => problem)
  return new Map([...groups].map(([problem, group]) => [problem, tally(group)]))
}

function compareWithBaseline(
  input: ReportInput,
  byMethod: ReadonlyMap<string, readonly SettledAttempt[]>
): PairedComparison[] {
  const { config } = input
  function groupsOf(method: string) {
    return gradableTallies(input, byMethod.get(method) ?? [])
  }
  const baseline = { name: 'baseline', groups: groupsOf('baseline') }
  const others = config.methods.filter((method) => method !== 'baseline')
  return concludeComparisons(
    others.flatMap((name) => {
      const difference = comparePaired({ name, groups: groupsOf(name) }, baseline)
      return difference ? [difference] : []
    })
  )
}

/** 95 %, exact on the effective number of problems; null without problems. */
export function accuracyInterval(tallies: readonly Tally[]): Interval | null {
  if (tallies.length === 0) return null
  const attempts = tallies.reduce((sum, { n }) => sum + n, 0)
  return shareInterval(
    tallies.map(({ n, c }) => c / n),
    { attempts }
  )
}

/** maj@k of one problem with k attempts: their answers vote by class. */
function majority(group: readonly SettledAttempt[], problems: readonly ReportedProblem[]): number {
  const { classes, unanswered } = answerClasses(group, problems[group[0]!.problem]!.answerKind)
  return majAtK(classes, unanswered, group.length)
}

/** The answers of one problem's attempts, by what they mean. */
export function answerClasses(
  group: readonly SettledAttempt[],
  kind: string | undefined
): {
  readonly classes: readonly VoteClass[]
  readonly unanswered: number
} {
  const classes: { answer: string; count: number; right: boolean }[] = []
  const spellings = Map.groupBy(group, ({ answer }) => answer)
  for (const [answer, alike] of spellings) {
    if (answer === null) continue
    const right = alike.some(isRight)
    const known = classes.find((one) => agree(one.answer, answer, kind))
    if (known) {
      known.count += alike.length
      known.right ||= right
    } else {
      classes.push({ answer, count: alike.length, right })
    }
  }
  return { classes, unanswered: spellings.get(null)?.length ?? 0 }
}

function tally(group: readonly AttemptRecord[]): Tally {
  return { n: group.length, c: group.filter(isRight).length }
}

function isRight({ verdict }: AttemptRecord): boolean {
  return verdict === 'right'
}

function tokensOf(cost: Cost): MethodReport['tokens'] {
  function byPurpose(model: 'draft' | 'target') {
    return Object.fromEntries(
      purposesOf(cost[model]).flatMap((purpose) => {
        const { prefilled, decoded } = cost[model][purpose]
        return prefilled + decoded === 0 ? [] : [[purpose, { prefilled, decoded }]]
      })
    )
  }
  const usage = [totalUsage(cost.draft), totalUsage(cost.target)]
  return {
    total: usage.reduce((sum, { prefilled, decoded }) => sum + prefilled + decoded, 0),
    draft: byPurpose('draft'),
    target: byPurpose('target')
  }
}
