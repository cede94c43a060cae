import type { RunSummary } from '../../../shared/run-list.ts'

/** A run's id, with its star where it has one. */
export function starredId({ id, starred }: Pick<RunSummary, 'id' | 'starred'>): string {
  return starred ? `${id} ★` : id
}
