import type { DigitScorer } from './scorer.ts'
import { SPREAD } from '../score-spread.ts'

export const expected: DigitScorer = {
  help: 'the mean of the digit distribution',
  reads: 'digits',
  highest: 9,
  decimals: 1,
  threshold: null,
  score: meanDigit,
  leastFor: Math.ceil,
  near: (digits, mass, threshold) =>
    Math.abs(meanDigit(digits, mass) - threshold) <= SPREAD.expected
}

function meanDigit(digits: readonly number[], mass: number): number {
  return digits.reduce((sum, p, digit) => sum + p * digit, 0) / mass
}
