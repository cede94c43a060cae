import type { ComparedPrediction } from '../../shared/pair-calibration.ts'
import { mean } from '../statistics/moments.ts'

const COSTS = ['time', 'gamma', 'gammaDecode'] as const

/** By which factor predictions missed what was measured, in the geometric mean over the methods; 1 is exact. */
export type PredictionScore = Readonly<Record<(typeof COSTS)[number], number>>

/**
 * How predictions of a pair have fared. A method that was predicted at twice its cost counts as one at half of it.
 *
 * @param which what was guessed from the sizes, or predicted from what was measured
 * @returns Null where no method was measured
 */
export function scorePredictions(
  predictions: readonly ComparedPrediction[],
  which: 'guessed' | 'predicted'
): PredictionScore | null {
  const found = predictions.flatMap(({ measured, [which]: predicted }) =>
    measured !== null && COSTS.every((cost) => predicted[cost] > 0 && measured[cost] > 0)
      ? [{ predicted, measured }]
      : []
  )
  if (found.length === 0) return null
  const missedBy = (cost: (typeof COSTS)[number]) =>
    Math.exp(
      mean(
        found.map(({ predicted, measured }) => Math.abs(Math.log(predicted[cost] / measured[cost])))
      )
    )
  return { time: missedBy('time'), gamma: missedBy('gamma'), gammaDecode: missedBy('gammaDecode') }
}
