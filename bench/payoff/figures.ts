import { totalUsage, PURPOSES } from '../../src/shared/cost.ts'
import { passages, type AttemptView } from '../../src/shared/view.ts'
import type { Measured } from './measured.ts'

/** What is kept of an attempt, but for the problem and who solved it. */
export function figuresOf(
  view: AttemptView,
  right: boolean
): Omit<Measured, 'set' | 'problem' | 'repeat' | 'variant'> {
  const { cost, pair, wallMs } = view
  const [draft, target] = [totalUsage(cost.draft), totalUsage(cost.target)]
  const steps = view.paths.flatMap((path) => path.steps)
  const parts = steps.flatMap(passages)
  const length = (texts: typeof parts) => texts.reduce((sum, { text }) => sum + text.length, 0)
  const drafted = steps.filter(({ state }) => state === 'accepted' || state === 'rewritten')
  return {
    right,
    wallMs: wallMs ?? 0,
    flops: draft.flops + target.flops,
    decoded: target.decoded + (pair!.draft.parameters / pair!.target.parameters) * draft.decoded,
    written: length(parts),
    byTarget: length(parts.filter(({ author }) => author === 'target')),
    woken: target.prefilled + target.decoded > 0,
    accepted: drafted.filter(({ state }) => state === 'accepted').length,
    drafted: drafted.length,
    spent: Object.fromEntries(
      (['draft', 'target'] as const).flatMap((role) =>
        PURPOSES.flatMap((purpose) => {
          const { ms } = cost[role][purpose]
          return ms === 0 ? [] : [[`${role} ${purpose}`, ms]]
        })
      )
    )
  }
}
