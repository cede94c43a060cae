import type { DigitScorer } from './scorer.ts'
import { SPREAD, withinNats } from '../score-spread.ts'

export const argmax: DigitScorer = {
  help: 'the most likely digit, as published',
  reads: 'digits',
  highest: 9,
  decimals: 0,
  threshold: null,
  score: (digits) => digits.indexOf(Math.max(...digits)),
  leastFor: Math.ceil,
  near: (digits, _, threshold) => {
    const best = (stands: boolean) =>
      Math.max(0, ...digits.filter((_, digit) => digit >= threshold === stands))
    return withinNats(best(true), best(false), SPREAD.digits)
  }
}
