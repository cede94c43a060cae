import { hasServer, type PairSetup } from '../../shared/run-record.ts'

/** A server joins the work of several in batches; so many attempts keep a small one busy. */
const WITH_A_SERVER = 4

/** Attempts of a benchmark that are made at the same time where nobody says how many. */
export function attemptsAtOnce(pair: Pick<PairSetup, 'target' | 'draft'>): number {
  return hasServer(pair) ? WITH_A_SERVER : 1
}
