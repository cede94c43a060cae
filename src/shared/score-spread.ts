/**
 * How far two readings of the same step lay apart at most that differed in nothing but the sizes of the pieces in which the
 * text was read: 1, 16, 64 or 256 tokens, as batches and paths have it by chance. Measured of quantised models (SmolLM2-135M
 * Q4_1, gemma-3-270m Q4_K_M: `bench/real-models.ts --parts spread`, docs/real-models.md); with weights of 32 bits it is
 * a fortieth. A score that lies closer to its threshold says so, and decides all the same.
 */
export const SPREAD = {
  /** Of the log of the step's least probability, and of its mean likelihood, in nats. */
  least: 0.2,
  mean: 0.05,
  /** Of the log ratio of two digits that have something to say, in nats. */
  digits: 0.65,
  /** Of the mean of the digit distribution, in digits; of the probability of some of the digits. */
  expected: 0.3,
  share: 0.03
} as const

/** Whether two figures are the same but for so many nats. */
export function withinNats(one: number, other: number, nats: number): boolean {
  return Math.abs(Math.log(one / other)) <= nats
}
