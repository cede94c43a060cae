import { totalUsage, type Cost } from '../shared/cost.ts'
import type { Ratios } from '../shared/events.ts'
import type { Baseline } from './baseline.ts'

/**
 * The attempt's cost over the baseline's (docs/method.md, "The ledger: honest cost").
 *
 * - `gamma`: FLOPs of every token of both models, rejected drafts, scoring, selection and losing paths included.
 * - `gammaDecode`: (target's decoded tokens + alpha x draft's decoded tokens) / baseline's decoded tokens, over all
 *   paths, alpha = draft parameters / target parameters. Our reconstruction of the published convention.
 */
export function ratiosOf(cost: Cost, wallMs: number, alpha: number, baseline: Baseline): Ratios {
  const [draft, target] = [totalUsage(cost.draft), totalUsage(cost.target)]
  return {
    gamma: over(draft.flops + target.flops, baseline.flops),
    gammaDecode: over(target.decoded + alpha * draft.decoded, baseline.decoded),
    wallRatio: baseline.wallMs === null ? null : over(wallMs, baseline.wallMs),
    baseline: baseline.kind
  }
}

function over(value: number, base: number): number | null {
  return base > 0 ? value / base : null
}
