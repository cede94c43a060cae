import type { Regrading } from '../../../shared/contract/judging.ts'

/** How often each change of a verdict happened, the most frequent first. */
export function regradingCounts(
  changed: Regrading['changed']
): { readonly change: string; readonly count: number }[] {
  const groups = Map.groupBy(changed, ({ before, after }) => `${before ?? 'not graded'} → ${after}`)
  return [...groups]
    .map(([change, { length }]) => ({ change, count: length }))
    .sort((a, b) => b.count - a.count)
}
