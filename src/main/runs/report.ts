import { equivalent } from '../../core/answers/equivalent.ts'
import { createRandom, deriveSeed } from '../../core/random.ts'
import { bootstrapInterval } from '../../core/statistics/bootstrap.ts'
import { holm } from '../../core/statistics/holm.ts'
import type { Interval } from '../../core/statistics/interval.ts'
import { majAtK, type VoteClass } from '../../core/statistics/maj-at-k.ts'
import { mcnemar } from '../../core/statistics/mcnemar.ts'
import { mean } from '../../core/statistics/moments.ts'
import { pairedBootstrap, type Pairing } from '../../core/statistics/paired.ts'
import { passAt1 } from '../../core/statistics/pass-at-1.ts'
import { passAtK } from '../../core/statistics/pass-at-k.ts'
import type { Tally } from '../../core/statistics/tally.ts'
import { wilsonInterval } from '../../core/statistics/wilson.ts'
import { type Cost, PURPOSES, totalUsage } from '../../shared/cost.ts'
import type { Comparison, MethodReport, RunReport } from '../../shared/run-report.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { AttemptRecord } from '../store/tables/attempts.ts'
import type { SettledAttempt } from './settled.ts'
import { spendingOf, totalCost } from './spending.ts'

/** Below it a difference is called significant. */
const LEVEL = 0.05

export interface ReportInput {
  readonly run: string
  readonly seed: number
  readonly config: RunConfig
  /** Ids of the run's problems by position, and whether each has an answer to compare with. */
  readonly problems: readonly { readonly id: string; readonly gradable: boolean }[]
  readonly attempts: readonly SettledAttempt[]
}

/** A run's figures, from what is stored of it: the same whenever it is asked for, also while the run goes on. */
export function reportRun(input: ReportInput): RunReport {
  const { run, config, problems, attempts } = input
  const byMethod = Map.groupBy(attempts, ({ method }) => method)
  const methods = config.methods.map(
    (method) => [method, reportMethod(input, byMethod.get(method) ?? [], method)] as const
  )
  return {
    run,
    set: config.set?.id ?? null,
    methods: Object.fromEntries(methods),
    attempts: attempts.map((one) => ({
      problem: problems[one.problem]!.id,
      method: one.method,
      repeat: one.repeat,
      answer: one.answer,
      correct:
        one.verdict === null || one.verdict === 'ungradable' ? null : one.verdict === 'right',
      wallMs: one.wallMs,
      verdict: one.verdict,
      error: one.error
    })),
    comparisons: compareWithBaseline(input, byMethod)
  }
}

/** One method's figures. */
function reportMethod(
  { config, problems, attempts, seed }: ReportInput,
  own: readonly SettledAttempt[],
  method: string
): MethodReport {
  const baseline = attempts.filter((one) => one.method === 'baseline')
  const gradable = own.filter(({ problem }) => problems[problem]!.gradable)
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
    accuracy: accuracy?.value ?? null,
    se: accuracy?.standardError ?? null,
    interval: accuracyInterval(groups.map(tally), deriveSeed(seed, 'interval', method)),
    k: config.repeats,
    majK: complete.length === 0 ? null : mean(complete.map(majority)),
    passK:
      complete.length === 0
        ? null
        : mean(complete.map((group) => passAtK(tally(group), config.repeats))),
    acceptance: judged === 0 ? null : stood / judged,
    ...spendingOf(own, baseline, alphaOf(config)),
    wallMs: timed.length === 0 ? null : mean(timed),
    tokens: tokensOf(totalCost(own))
  }
}

/** The paired difference of two methods, problem by problem; null where they share no gradable problem. */
export function comparePaired(
  first: { readonly name: string; readonly groups: ReadonlyMap<unknown, Tally> },
  second: { readonly name: string; readonly groups: ReadonlyMap<unknown, Tally> },
  seed: number
): Omit<Comparison, 'pAdjusted' | 'significant' | 'verdict'> | null {
  const pairings = [...first.groups].flatMap(([problem, own]): Pairing[] => {
    const other = second.groups.get(problem)
    return other ? [{ first: own.c / own.n, second: other.c / other.n }] : []
  })
  if (pairings.length === 0) return null
  const paired = pairedBootstrap(pairings, { random: createRandom(seed) })
  const single = [...first.groups.values(), ...second.groups.values()].every(({ n }) => n === 1)
  return {
    method: first.name,
    against: second.name,
    problems: pairings.length,
    difference: paired.difference,
    se: paired.standardError,
    interval: paired.interval,
    p: single
      ? mcnemar(
          pairings.filter((one) => one.first > one.second).length,
          pairings.filter((one) => one.first < one.second).length
        )
      : paired.p,
    test: single ? 'mcnemar' : 'paired-bootstrap'
  }
}

/**
 * Adjusts the p values of comparisons made together, and says each in words. A difference whose interval holds 0 is
 * not called significant, whatever its p.
 */
export function concludeComparisons(
  comparisons: readonly Omit<Comparison, 'pAdjusted' | 'significant' | 'verdict'>[]
): Comparison[] {
  const adjusted = holm(comparisons.map(({ p }) => p))
  return comparisons.map((comparison, index) => {
    const pAdjusted = adjusted[index]!
    const { low, high } = comparison.interval
    const significant = pAdjusted < LEVEL && (low > 0 || high < 0)
    const points = Math.abs(comparison.difference * 100).toFixed(1)
    const direction = comparison.difference > 0 ? 'better' : 'worse'
    const verdict = significant ? `${points} points ${direction}` : 'no significant difference'
    return { ...comparison, pAdjusted, significant, verdict }
  })
}

/** Right and settled attempts of each problem that can be graded. */
export function gradableTallies(
  { problems }: { readonly problems: readonly { readonly gradable: boolean }[] },
  attempts: readonly AttemptRecord[]
): Map<number, Tally> {
  const gradable = attempts.filter(({ problem }) => problems[problem]!.gradable)
  const groups = Map.groupBy(gradable, ({ problem }) => problem)
  return new Map([...groups].map(([problem, group]) => [problem, tally(group)]))
}

/** What a token of the draft weighs in `gammaDecode`: its parameters over the target's. */
export function alphaOf({ pair }: Pick<RunConfig, 'pair'>): number {
  return pair.draft.parameters / pair.target.parameters
}

function compareWithBaseline(
  input: ReportInput,
  byMethod: ReadonlyMap<string, readonly SettledAttempt[]>
): Comparison[] {
  const { config, seed } = input
  function groupsOf(method: string) {
    return gradableTallies(input, byMethod.get(method) ?? [])
  }
  const baseline = { name: 'baseline', groups: groupsOf('baseline') }
  const others = config.methods.filter((method) => method !== 'baseline')
  return concludeComparisons(
    others.flatMap((name) => {
      const own = { name, groups: groupsOf(name) }
      const comparison = comparePaired(own, baseline, deriveSeed(seed, 'comparison', name))
      return comparison ? [comparison] : []
    })
  )
}

/** 95 %: Wilson's for one attempt a problem, else from the bootstrap over problems; null without problems. */
export function accuracyInterval(tallies: readonly Tally[], seed: number): Interval | null {
  if (tallies.length === 0) return null
  if (tallies.every(({ n }) => n === 1)) {
    return wilsonInterval(tallies.filter(({ c }) => c === 1).length, tallies.length)
  }
  const shares = tallies.map(({ n, c }) => c / n)
  return bootstrapInterval(shares, mean, { random: createRandom(seed) })
}

/** maj@k of one problem with k attempts: their answers vote by class. */
function majority(group: readonly SettledAttempt[]): number {
  const { classes, unanswered } = answerClasses(group)
  return majAtK(classes, unanswered, group.length)
}

/** The answers of one problem's attempts, by what they mean. */
export function answerClasses(group: readonly SettledAttempt[]): {
  readonly classes: readonly VoteClass[]
  readonly unanswered: number
} {
  const classes: { answer: string; count: number; right: boolean }[] = []
  const spellings = Map.groupBy(group, ({ answer }) => answer)
  for (const [answer, alike] of spellings) {
    if (answer === null) continue
    const right = alike.some(isRight)
    const known = classes.find((one) => equivalent(one.answer, answer).verdict === 'equal')
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
      PURPOSES.flatMap((purpose) => {
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
