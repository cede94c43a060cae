import type { AtOnce, AtOnceChange } from '../../shared/at-once.ts'
import { hasServer, type PairSetup } from '../../shared/run-record.ts'

/** A server joins the work of several in batches; so many attempts keep a small one busy. */
const FIRST_MEASURED = 4

/** Attempts of a benchmark that are made at the same time where nobody says how many. */
export function attemptsAtOnce(pair: Pick<PairSetup, 'target' | 'draft'>): AtOnce {
  return hasServer(pair) ? 'measured' : 1
}

/**
 * How many attempts at once a run begins with.
 *
 * @param before what was measured when it was worked on earlier: it goes on with the last
 */
export function firstAtOnce(atOnce: AtOnce, before: readonly AtOnceChange[] = []): number {
  return atOnce === 'measured' ? (before.at(-1)?.attempts ?? FIRST_MEASURED) : atOnce
}
