import type { DigitScorer } from './scorer.ts'

export const argmax: DigitScorer = {
  help: 'the most likely digit, as published',
  reads: 'digits',
  highest: 9,
  decimals: 0,
  threshold: null,
  score: (digits) => digits.indexOf(Math.max(...digits))
}
