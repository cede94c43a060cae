import { alphaOf } from '../../shared/alpha.ts'
import type { MethodName } from '../../shared/options.ts'
import type { Slot } from '../store/tables/attempts.ts'
import { passAt1 } from '../../core/statistics/pass-at-1.ts'
import { gradableTallies, type ReportInput } from './report.ts'
import type { AttemptQueue } from './attempt-queue.ts'
import { spendingOf } from './spending.ts'

/** How far a run is, and its figures so far. */
export interface RunProgress {
  readonly done: number
  readonly total: number
  readonly failed: number
  /** Milliseconds until the end, from the attempts so far; null before the first. */
  readonly etaMs: number | null
  /** The attempts that are under way, in the order in which they began. */
  readonly underWay: readonly (Slot & { readonly problemId: string })[]
  readonly methods: readonly {
    readonly method: MethodName
    readonly n: number
    readonly accuracy: number | null
    readonly gamma: number | null
  }[]
}

/**
 * @param queue what is not settled
 * @param parallel attempts that are made at the same time
 */
export function progressOf(
  input: ReportInput,
  { left, underWay }: Pick<AttemptQueue, 'left' | 'underWay'>,
  parallel: number
): RunProgress {
  const byMethod = Map.groupBy(input.attempts, ({ method }) => method)
  const baseline = byMethod.get('baseline') ?? []
  return {
    done: input.attempts.length,
    total: input.attempts.length + left.length,
    failed: input.attempts.filter(({ status }) => status === 'failed').length,
    etaMs: forecast(input.attempts, left, parallel),
    underWay: underWay.map((slot) => ({ ...slot, problemId: input.problems[slot.problem]!.id })),
    methods: input.config.methods.map((method) => {
      const own = byMethod.get(method) ?? []
      const tallies = [...gradableTallies(input, own).values()]
      const { gamma } = spendingOf(own, baseline, alphaOf(input.config.pair))
      return {
        method,
        n: own.length,
        accuracy: tallies.length === 0 ? null : passAt1(tallies).value,
        gamma
      }
    })
  }
}

/** The time that the pending attempts take if each takes the mean time of its method, or of all where it has none yet. */
function forecast(
  attempts: readonly { method: string; startedAt: number; finishedAt: number | null }[],
  pending: readonly Slot[],
  parallel: number
): number | null {
  const all = meanDuration(attempts)
  if (all === null) return null
  const means = new Map(
    [...Map.groupBy(attempts, ({ method }) => method)].map(([method, own]) => [
      method,
      meanDuration(own)
    ])
  )
  const alone = pending.reduce((sum, { method }) => sum + (means.get(method) ?? all), 0)
  return alone / Math.max(1, Math.min(parallel, pending.length))
}

function meanDuration(
  attempts: readonly { startedAt: number; finishedAt: number | null }[]
): number | null {
  const times = attempts.flatMap(({ startedAt, finishedAt }) =>
    finishedAt === null ? [] : [finishedAt - startedAt]
  )
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length
}
