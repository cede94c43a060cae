import {
  addUsage,
  type Cost,
  emptyCost,
  NO_USAGE,
  purposesOf,
  type Role,
  roleSchema,
  totalUsage
} from '../../shared/cost.ts'
import type { MethodReport } from '../../shared/run-report.ts'
import type { SettledAttempt } from './settled.ts'

type Spending = Pick<
  MethodReport,
  'gamma' | 'gammaDecode' | 'gammaParts' | 'gammaDecodeParts' | 'wallRatio' | 'baseline'
>

/** What a baseline spent on some problems. */
interface Base {
  readonly kind: 'measured' | 'estimated'
  readonly flops: number
  readonly decoded: number
  /** Null of an estimate, which has no time. */
  readonly wallMs: number | null
}

const UNKNOWN: Spending = {
  gamma: null,
  gammaDecode: null,
  gammaParts: [],
  gammaDecodeParts: null,
  wallRatio: null,
  baseline: null
}

/**
 * A method's cost over the baseline's on the same problems: the sum over problems of the mean attempt's cost, over
 * the same sum for the baseline. Where the run has no baseline, the attempts' own estimates stand in.
 *
 * @param alpha parameters of the draft over those of the target.
 */
export function spendingOf(
  attempts: readonly SettledAttempt[],
  baseline: readonly SettledAttempt[],
  alpha: number
): Spending {
  const shared = sharedProblems(attempts, baseline)
  if (shared.length > 0) {
    const base = sum(shared.map(({ base }) => meanSpent(base, alpha)))
    return over(
      shared.map(({ own }) => own),
      { kind: 'measured', flops: base.flops, decoded: base.decoded, wallMs: base.wallMs },
      alpha
    )
  }
  const known = attempts.filter((one) => one.baseline === 'estimated' && hasRatios(one))
  if (known.length === 0) return UNKNOWN
  const base = known.map((one): Spent => {
    const spent = spentOf(one, alpha)
    return {
      flops: spent.flops / one.gamma!,
      decoded: spent.decoded / one.gammaDecode!,
      wallMs: one.wallRatio === null ? 0 : spent.wallMs / one.wallRatio
    }
  })
  const { wallMs, ...rest } = sum(base)
  // Only earlier versions stored a time against an estimate. It stays readable; no table shows it (`timeRatio`).
  return over(
    known.map((one) => [one]),
    { ...rest, kind: 'estimated', wallMs: wallMs === 0 ? null : wallMs },
    alpha
  )
}

/** All that the attempts cost, added up. */
export function totalCost(attempts: readonly SettledAttempt[]): Cost {
  const total = emptyCost()
  for (const { cost } of attempts) {
    for (const model of roleSchema.options) {
      for (const purpose of purposesOf(cost[model])) {
        const spent = cost[model][purpose]
        if (spent === NO_USAGE) continue
        total[model][purpose] = addUsage(total[model][purpose] ?? NO_USAGE, spent)
      }
    }
  }
  return total
}

/** `own` holds the attempts of one problem each. */
function over(own: readonly (readonly SettledAttempt[])[], base: Base, alpha: number): Spending {
  const spent = sum(own.map((attempts) => meanSpent(attempts, alpha)))
  if (base.flops === 0 || base.decoded === 0 || base.wallMs === 0) return UNKNOWN
  const costs = own.map((attempts) => ({ cost: totalCost(attempts), count: attempts.length }))
  const all = totalCost(own.flat())
  function summed(of: (cost: Cost) => number): number {
    return costs.reduce((total, { cost, count }) => total + of(cost) / count, 0)
  }
  return {
    gamma: spent.flops / base.flops,
    gammaDecode: spent.decoded / base.decoded,
    gammaParts: roleSchema.options.flatMap((model) =>
      purposesOf(all[model])
        .map((purpose) => ({
          model,
          purpose,
          value: summed((cost) => cost[model][purpose]?.flops ?? 0) / base.flops
        }))
        .filter(({ value }) => value > 0)
    ),
    gammaDecodeParts: {
      draft: (alpha * summed((cost) => totalUsage(cost.draft).decoded)) / base.decoded,
      target: summed((cost) => totalUsage(cost.target).decoded) / base.decoded
    },
    wallRatio: base.wallMs === null ? null : spent.wallMs / base.wallMs,
    baseline: base.kind
  }
}

interface Spent {
  readonly flops: number
  /** The draft's tokens weighted by alpha. */
  readonly decoded: number
  readonly wallMs: number
}

function spentOf({ cost, wallMs }: SettledAttempt, alpha: number): Spent {
  function summed(model: Role, field: 'flops' | 'decoded'): number {
    return purposesOf(cost[model]).reduce((sum, purpose) => sum + cost[model][purpose][field], 0)
  }
  return {
    flops: summed('draft', 'flops') + summed('target', 'flops'),
    decoded: summed('target', 'decoded') + alpha * summed('draft', 'decoded'),
    wallMs: wallMs ?? 0
  }
}

function meanSpent(attempts: readonly SettledAttempt[], alpha: number): Spent {
  const total = sum(attempts.map((one) => spentOf(one, alpha)))
  return {
    flops: total.flops / attempts.length,
    decoded: total.decoded / attempts.length,
    wallMs: total.wallMs / attempts.length
  }
}

function sum(spent: readonly Spent[]): Spent {
  return spent.reduce(
    (total, one) => ({
      flops: total.flops + one.flops,
      decoded: total.decoded + one.decoded,
      wallMs: total.wallMs + one.wallMs
    }),
    { flops: 0, decoded: 0, wallMs: 0 }
  )
}

function hasRatios({ gamma, gammaDecode }: SettledAttempt): boolean {
  return [gamma, gammaDecode].every((ratio) => ratio !== null && ratio > 0)
}

/** Problems that both finished; an attempt that an error cut short would make a method look cheap. */
function sharedProblems(
  attempts: readonly SettledAttempt[],
  baseline: readonly SettledAttempt[]
): { own: SettledAttempt[]; base: SettledAttempt[] }[] {
  const own = Map.groupBy(attempts.filter(isWhole), ({ problem }) => problem)
  const base = Map.groupBy(baseline.filter(isWhole), ({ problem }) => problem)
  return [...own].flatMap(([problem, attempts]) => {
    const others = base.get(problem)
    return others ? [{ own: attempts, base: others }] : []
  })
}

function isWhole({ status }: SettledAttempt): boolean {
  return status === 'done'
}
