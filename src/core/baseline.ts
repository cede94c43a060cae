import { totalUsage, type Cost } from '../shared/cost.ts'
import type { Ratios } from '../shared/events.ts'
import type { Model } from './ports.ts'

/** What the target alone spends on the problem: the denominator of every ratio. */
export interface Baseline {
  readonly kind: Ratios['baseline']
  /** FLOPs of every token, prompt included. */
  readonly flops: number
  /** Tokens decoded. */
  readonly decoded: number
  /** Null of an estimate: a time is compared only with one that was measured. */
  readonly wallMs: number | null
}

/** The baseline as it ran on the same problem. */
export function measuredBaseline(cost: Cost, wallMs: number): Baseline {
  const { flops, decoded } = totalUsage(cost.target)
  return { kind: 'measured', flops, decoded, wallMs }
}

/**
 * The target alone writing one path of the mean accepted length L after a prompt of P tokens:
 * FLOPs = sum of FLOPs(p) over positions p < P + L, decoded = L. No time: against L x the time of a token, one and the
 * same attempt took 6 and 83 times the baseline's.
 */
export function estimatedBaseline(
  target: Model,
  promptTokens: number,
  acceptedTokens: number
): Baseline {
  let flops = 0
  for (let position = 0; position < promptTokens + acceptedTokens; position++) {
    flops += target.flops(position)
  }
  return {
    kind: 'estimated',
    flops,
    decoded: acceptedTokens,
    wallMs: null
  }
}
