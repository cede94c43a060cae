import type { DigitScorer } from './scorer.ts'

export const expected: DigitScorer = {
  help: 'the mean of the digit distribution',
  reads: 'digits',
  highest: 9,
  decimals: 1,
  threshold: null,
  score: (digits, mass) => digits.reduce((sum, p, digit) => sum + p * digit, 0) / mass
}
