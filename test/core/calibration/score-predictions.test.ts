import { expect, test } from 'vitest'
import { scorePredictions } from '../../../src/core/calibration/score-predictions.ts'
import type { ComparedPrediction } from '../../../src/shared/pair-calibration.ts'

const costs = (time: number) => ({ time, gamma: 1, gammaDecode: 0.5 })

function compared(guessed: number, predicted: number, measured: number | null): ComparedPrediction {
  return {
    method: 'ssr',
    paths: 3,
    guessed: costs(guessed),
    predicted: costs(predicted),
    measured: measured === null ? null : costs(measured)
  }
}

test('twice the cost is missed by as much as half of it', () => {
  const list = [compared(2, 1, 1), compared(0.5, 1, 1), compared(9, 9, null)]
  expect(scorePredictions(list, 'guessed')?.time).toBeCloseTo(2)
  expect(scorePredictions(list, 'predicted')).toEqual({ time: 1, gamma: 1, gammaDecode: 1 })
})

test('nothing is scored where nothing was measured', () => {
  expect(scorePredictions([compared(1, 1, null)], 'guessed')).toBeNull()
})
