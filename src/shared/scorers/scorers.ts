import { z } from 'zod'
import { movableBounds } from '../documents/movable.ts'
import { added } from '../documents/added.ts'
import { growingNames } from '../documents/growing.ts'
import { argmax } from './argmax.ts'
import { expected } from './expected.ts'
import { likelihood } from './likelihood.ts'
import { meanLikelihood } from './mean-likelihood.ts'
import { pAccept } from './p-accept.ts'
import type { DigitScorer, TokenScorer } from './scorer.ts'

/** How a step's score is read off the target: every scorer by its name (docs/method.md, "Scoring a step"). */
export const SCORERS = {
  argmax,
  expected,
  'p-accept': pAccept,
  likelihood,
  'mean-likelihood': meanLikelihood
} as const satisfies Record<string, DigitScorer | TokenScorer>

export type Scorer = keyof typeof SCORERS
export const SCORER_NAMES = Object.keys(SCORERS) as Scorer[]
export const scorerSchema = growingNames(z.enum(SCORER_NAMES))

/** One threshold for each scorer, on its own scale: a step stands at or above it. */
export const thresholdsSchema = z.strictObject(
  Object.fromEntries(SCORER_NAMES.map((name) => [name, thresholdOf(SCORERS[name])])) as Record<
    Scorer,
    z.ZodNumber
  >
)

function thresholdOf({ highest, threshold }: DigitScorer | TokenScorer) {
  const field = movableBounds(z.number().min(0).max(highest))
  return threshold === null ? field : added(field.default(threshold), threshold)
}

/** The scorer of that name; null where only another version has it. */
export function findScorer(name: string): DigitScorer | TokenScorer | null {
  return Object.hasOwn(SCORERS, name) ? SCORERS[name as Scorer] : null
}

/** The best score of a scorer; of one that only another version has, that of the digits. */
export function highestScore(name: string): number {
  return findScorer(name)?.highest ?? 9
}

/** The smallest difference that thresholds of a scorer are chosen by. */
export function thresholdStep(name: string): number {
  return highestScore(name) === 1 ? 0.01 : 0.1
}

/** The score's place on the scale from 0 to 1, so that scorers can be averaged and compared. */
export function scoreShare(score: number, name: string): number {
  return score / highestScore(name)
}

/** A score as its scorer writes it; the scorer of an attempt that has not begun is not known. */
export function scoreText(score: number | null, name: string | undefined): string {
  return score === null ? '?' : score.toFixed(findScorer(name ?? '')?.decimals ?? 1)
}
