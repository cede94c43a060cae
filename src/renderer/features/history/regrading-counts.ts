import type { Regrading } from '../../../shared/contract/judging.ts'
import { t } from '../../words/t.ts'

/** How often each change of a verdict happened, the most frequent first. */
export function regradingCounts(
  changed: Regrading['changed']
): { readonly change: string; readonly count: number }[] {
  const groups = Map.groupBy(
    changed,
    ({ before, after }) => `${t(`verdict.${before ?? 'none'}`)} → ${t(`verdict.${after}`)}`
  )
  return [...groups]
    .map(([change, { length }]) => ({ change, count: length }))
    .sort((a, b) => b.count - a.count)
}
