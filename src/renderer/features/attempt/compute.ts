import { addUsage, NO_USAGE, totalUsage, type Usage } from '../../../shared/cost.ts'
import type { Activity } from '../../../shared/timeline.ts'
import type { AttemptView } from '../../../shared/view.ts'
import { t } from '../../words/t.ts'

/** One part of the bill as the meter draws it. */
export interface ComputePart {
  readonly activity: Activity
  readonly label: string
  readonly detail: string
  readonly tokens: number
  readonly flops: number
}

/** The bill in five parts; they sum to the whole. */
export function computeParts(view: AttemptView): readonly ComputePart[] {
  const { draft, target } = view.cost
  const discarded = discardedShare(view)
  const draftDiscarded = sum(times(draft.write, discarded), draft.ahead)
  function part(
    activity: Activity,
    label: string,
    detail: string,
    { prefilled, decoded, flops }: Usage
  ): ComputePart {
    return { activity, label, detail, tokens: Math.round(prefilled + decoded), flops }
  }
  return [
    part(
      'kept',
      t('compute.draftKept'),
      t('compute.draftKept.detail'),
      times(draft.write, 1 - discarded)
    ),
    part(
      'rejected',
      t('compute.draftDiscarded'),
      t('compute.draftDiscarded.detail'),
      draftDiscarded
    ),
    part('scored', t('compute.scoring'), t('compute.scoring.detail'), target.score),
    part('written', t('compute.writing'), t('compute.writing.detail'), target.write),
    part(
      'other',
      t('compute.asking'),
      t('compute.asking.detail'),
      sum(
        draft.prompt,
        target.prompt,
        draft.select,
        target.select,
        draft.score,
        draft.sync,
        target.sync,
        draft.probe,
        target.probe
      )
    )
  ]
}

function sum(...usages: readonly Usage[]): Usage {
  return usages.reduce(addUsage, NO_USAGE)
}

function times({ prefilled, decoded, flops, ...rest }: Usage, share: number): Usage {
  return { ...rest, prefilled: share * prefilled, decoded: share * decoded, flops: share * flops }
}

/** Share of the draft's written tokens that were thrown away. */
function discardedShare({ paths }: AttemptView): number {
  const steps = paths.flatMap((path) => path.steps)
  const lost = steps.reduce((sum, { rejected }) => sum + (rejected?.tokens ?? 0), 0)
  const kept = steps
    .filter(({ author }) => author === 'draft')
    .reduce((sum, { tokens }) => sum + tokens, 0)
  return lost === 0 ? 0 : lost / (lost + kept)
}

/** FLOPs of everything evaluated so far. */
export function totalFlops({ cost }: AttemptView): number {
  return totalUsage(cost.draft).flops + totalUsage(cost.target).flops
}

/**
 * FLOPs of the baseline. Of a finished attempt, what its gamma says. While it runs, a first guess: the target
 * evaluating one path of the mean length so far, at its mean FLOPs a token. Null while the target has done nothing.
 */
export function baselineFlops(view: AttemptView): number | null {
  if (view.ratios !== null) {
    const { gamma } = view.ratios
    return gamma === null || gamma === 0 ? null : totalFlops(view) / gamma
  }
  const used = totalUsage(view.cost.target)
  const evaluated = used.prefilled + used.decoded
  if (evaluated === 0 || view.paths.length === 0) return null
  const written = view.paths
    .flatMap(({ steps }) => steps)
    .reduce((sum, { tokens }) => sum + tokens, 0)
  const prompts = view.cost.target.prompt.prefilled
  return ((written + prompts) / view.paths.length) * (used.flops / evaluated)
}
