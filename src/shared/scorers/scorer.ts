/** What every scorer says of itself: its scale, and how a score on it is shown. */
interface Scale {
  /** One line for lists and help. */
  readonly help: string
  /** The best score; the worst is 0. */
  readonly highest: number
  /** Digits behind the point when a score is written. */
  readonly decimals: number
  /**
   * The threshold that a prompt profile has which says nothing of this scorer; null where every profile has to say it.
   * A scorer that comes later needs one: the profiles that people have do not know it.
   */
  readonly threshold: number | null
}

/** The target is asked for a digit; the score is a statistic of what it would answer. */
export interface DigitScorer extends Scale {
  readonly reads: 'digits'
  /** @param digits the probability of each digit from 0 to 9. `mass`: their sum, above 0. */
  score(digits: readonly number[], mass: number): number
  /** The least digit that is an answer for the step, where it stands from this threshold on. */
  leastFor(threshold: number): number
  /** Whether a step so read could as well have been decided the other way (score-spread.ts). */
  near(digits: readonly number[], mass: number, threshold: number): boolean
}

/** The target reads the step; the score is a statistic of the probabilities of its tokens. */
export interface TokenScorer extends Scale {
  readonly reads: 'tokens'
  /** What of the tokens the score follows, as part of a sentence. */
  readonly statistic: string
  /** @param likelihood the smallest probability of a token, and the geometric mean of all. */
  score(likelihood: { readonly min: number; readonly mean: number }): number
  /** Whether a step so read could as well have been decided the other way (score-spread.ts). */
  near(likelihood: { readonly min: number; readonly mean: number }, threshold: number): boolean
}
