import type { TokenScorer } from './scorer.ts'
import { SPREAD, withinNats } from '../score-spread.ts'

export const meanLikelihood: TokenScorer = {
  help: 'the mean likelihood of the step under the target',
  statistic: 'the mean',
  reads: 'tokens',
  highest: 9,
  decimals: 1,
  threshold: null,
  score: ({ mean }) => 9 * mean,
  near: ({ mean }, threshold) => withinNats(9 * mean, threshold, SPREAD.mean)
}
