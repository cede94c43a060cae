import type { DigitScorer } from './scorer.ts'
import { SPREAD } from '../score-spread.ts'

/** Digits from which it counts: the threshold of the published code. */
const ACCEPTING_DIGIT = 7

export const pAccept: DigitScorer = {
  help: `the probability of a digit of ${ACCEPTING_DIGIT} or more`,
  reads: 'digits',
  highest: 1,
  decimals: 2,
  threshold: null,
  score: acceptingShare,
  leastFor: () => ACCEPTING_DIGIT,
  near: (digits, mass, threshold) =>
    Math.abs(acceptingShare(digits, mass) - threshold) <= SPREAD.share
}

function acceptingShare(digits: readonly number[], mass: number): number {
  return digits.slice(ACCEPTING_DIGIT).reduce((sum, p) => sum + p, 0) / mass
}
