import type { TokenScorer } from './scorer.ts'
import { SPREAD, withinNats } from '../score-spread.ts'

export const likelihood: TokenScorer = {
  help: 'the least likely token of the step under the target',
  statistic: 'the least likely token',
  reads: 'tokens',
  highest: 9,
  decimals: 1,
  threshold: null,
  score: ({ min }) => 9 * min,
  near: ({ min }, threshold) => withinNats(9 * min, threshold, SPREAD.least)
}
