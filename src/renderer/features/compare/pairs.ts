import type { AttemptPairs } from '../../../shared/run-comparison.ts'
import { nextAround } from '../../lib/next-around.ts'

export type AttemptPair = AttemptPairs['pairs'][number]

export const FILTERS = ['differ', 'both', 'only-a', 'only-b', 'neither', 'answers', 'all'] as const
export type Filter = (typeof FILTERS)[number]

/** Whether a pair is listed. */
export function matches({ a, b }: AttemptPair, filter: Filter): boolean {
  const [rightA, rightB] = [a.verdict === 'right', b.verdict === 'right']
  switch (filter) {
    case 'differ':
      return rightA !== rightB
    case 'both':
      return rightA && rightB
    case 'only-a':
      return rightA && !rightB
    case 'only-b':
      return rightB && !rightA
    case 'neither':
      return !rightA && !rightB
    case 'answers':
      return a.answer !== b.answer
    case 'all':
      return true
    default:
      return filter satisfies never
  }
}

/** The next pair of which only one is right, from here on and round to the first; null where there is none. */
export function nextDiffering(
  pairs: readonly AttemptPair[],
  from: AttemptPair | null
): AttemptPair | null {
  const place = from === null ? -1 : pairs.indexOf(from)
  return nextAround(pairs, place, (pair) => matches(pair, 'differ'))
}
