/**
 * The least probability that the answers which a model was offered (digits, letters) must have together. Below it the
 * model would more probably have said something else, and what is read from the rest would be noise.
 */
export const LEAST_ANSWER_MASS = 0.5
