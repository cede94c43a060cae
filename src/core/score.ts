import type { Evidence } from '../shared/events.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { ReadToken } from '../shared/token-reading.ts'
import { SCORERS, type Scorer } from '../shared/scorers/scorers.ts'
import type { DigitScorer } from '../shared/scorers/scorer.ts'
import { LEAST_ANSWER_MASS } from './answer-mass.ts'
import type { Bill } from './attempt.ts'
import type { CancelSignal, Thread } from './ports.ts'
import { scoreTurn } from './prompts.ts'
import { readTokens } from './read-tokens.ts'

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** A step's score on its scorer's scale, null where it could not be read ("unparsed"). */
export interface Scored {
  readonly score: number | null
  readonly evidence: Evidence | null
  /** The target's probability of each token of the step; null where nothing depends on it. */
  readonly tokens: readonly number[] | null
  /** These, each with its part of the text. */
  readonly read: readonly ReadToken[] | null
}

/** What scoring a step needs beside the step. */
export interface Scoring {
  readonly target: Thread
  readonly scorer: Scorer
  readonly profile: PromptProfile
  /** Whether the token probabilities are wanted, also where the scorer asks for a digit. */
  readonly tokens: boolean
  readonly signal: CancelSignal
  readonly bill: Bill
}

/**
 * Lets the target read a drafted step and score it. The step stays in the target's thread; the question that asks
 * for a digit is rolled back (docs/method.md, "Scoring a step").
 */
export async function scoreStep(text: string, scoring: Scoring): Promise<Scored> {
  const { target, profile, signal, bill } = scoring
  const scorer = SCORERS[scoring.scorer]
  const from = target.mark()
  if (scorer.reads === 'tokens') {
    const reading = target.tokenProbabilities(text, signal)
    const { probabilities: tokens } = await bill.charge('target', 'score', reading)
    const evidence = likelihoodOf(tokens)
    return {
      score: scorer.score(evidence),
      evidence,
      tokens,
      read: readTokens(target, from, tokens)
    }
  }
  const tokens = await readStep(text, scoring)
  const question = target.choices(scoreTurn(profile), DIGITS, signal)
  const { probabilities } = await bill.charge('target', 'score', question)
  const digits = digitsOf(probabilities)
  const evidence = tokens === null ? digits : { ...digits, ...likelihoodOf(tokens) }
  const read = tokens === null ? null : readTokens(target, from, tokens)
  return { score: readDigits(scorer, digits), evidence, tokens, read }
}

/** One pass over the step, with or without the probabilities of its tokens. */
async function readStep(
  text: string,
  { target, tokens, signal, bill }: Scoring
): Promise<readonly number[] | null> {
  if (!tokens) {
    await bill.charge('target', 'score', target.append(text, signal))
    return null
  }
  const reading = target.tokenProbabilities(text, signal)
  return (await bill.charge('target', 'score', reading)).probabilities
}

/** A drafted step stands when the target rates it at least `threshold`; an unparsed score never lets it stand. */
export function decide(score: number | null, threshold: number): 'accepted' | 'rewritten' {
  return score !== null && score >= threshold ? 'accepted' : 'rewritten'
}

/** Reads a statistic off the digit distribution; null where too little of it is on digits. */
export function readDigits(
  scorer: DigitScorer,
  { digits, digitMass }: { digits: readonly number[]; digitMass: number }
): number | null {
  return digitMass < LEAST_ANSWER_MASS ? null : scorer.score(digits, digitMass)
}

function digitsOf(probabilities: readonly number[]): { digits: number[]; digitMass: number } {
  return { digits: [...probabilities], digitMass: probabilities.reduce((sum, p) => sum + p, 0) }
}

/** The smallest of the probabilities, and their geometric mean. Both are 1 where there are none. */
export function likelihoodOf(probabilities: readonly number[]): { min: number; mean: number } {
  if (probabilities.length === 0) return { min: 1, mean: 1 }
  const logs = probabilities.reduce((sum, p) => sum + Math.log(p), 0)
  return { min: Math.min(...probabilities), mean: Math.exp(logs / probabilities.length) }
}
