import type { Effort } from '../../src/shared/plan.ts'
import type { DraftAhead, MethodName, Rewrite } from '../../src/shared/options.ts'

/** A method as it is measured. */
export interface Variant {
  readonly name: string
  readonly method: MethodName
  readonly effort?: Effort
  readonly rewrite?: Rewrite
  readonly paths?: number
  readonly draftAhead?: DraftAhead
  /** Measured only where it is named: it answers a question of its own. */
  readonly named?: true
}

/** They take turns in this order, problem by problem. */
export const VARIANTS: readonly Variant[] = [
  { name: 'baseline', method: 'baseline' },
  { name: 'speculative', method: 'speculative' },
  { name: 'parallel-spm n=3', method: 'parallel-spm', paths: 3 },
  { name: 'ssr n=3', method: 'ssr', paths: 3 },
  { name: 'ssr n=3 suffix', method: 'ssr', paths: 3, rewrite: 'suffix' },
  { name: 'adaptive eco', method: 'ssr-adaptive', effort: 'eco' },
  { name: 'adaptive balanced', method: 'ssr-adaptive', effort: 'balanced' },
  { name: 'adaptive thorough', method: 'ssr-adaptive', effort: 'thorough' },
  { name: 'ssr n=3 ahead', method: 'ssr', paths: 3, draftAhead: 'on', named: true },
  { name: 'ssr n=1', method: 'ssr', paths: 1, named: true },
  { name: 'ssr n=1 ahead', method: 'ssr', paths: 1, draftAhead: 'on', named: true },
  { name: 'adaptive balanced ahead', method: 'ssr-adaptive', draftAhead: 'on', named: true }
]
