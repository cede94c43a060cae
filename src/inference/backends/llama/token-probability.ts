import type {
  ControlledEvaluateIndexOutput,
  ControlledEvaluateInputItem,
  Token
} from 'node-llama-cpp'

/** Where top-p cuts anyway, so many candidates are enough: sorting a vocabulary of 150,000 takes 10 ms a token. */
const NUCLEUS_CANDIDATES = 1000

/** How many of the most probable tokens sampling looks at; 0 for all. */
export function candidatesOf({
  topP,
  topK
}: {
  readonly topP: number
  readonly topK: number
}): number {
  if (topK > 0) return topK
  return topP < 1 ? NUCLEUS_CANDIDATES : 0
}

/**
 * Evaluates a token and asks how probable others are behind it. Reading single logits and the sum over the
 * vocabulary is ten times cheaper than the whole distribution. The most probable token comes along (greedy
 * selection; a temperature would cut the distribution first), since the sum is relative to its logit.
 */
export function askProbabilities(
  token: Token,
  candidates: readonly Token[]
): ControlledEvaluateInputItem {
  return [
    token,
    {
      generateNext: {
        logits: { filter: { tokens: [...candidates], includeSelected: true } },
        totalLogitWeight: true
      }
    }
  ]
}

/**
 * Evaluates a token and asks for the logits behind it, from the highest down, as many as sampling looks at. Greedy needs
 * only the highest, which costs no sorting.
 */
export function askLogits(
  token: Token,
  {
    temperature,
    ...cut
  }: { readonly temperature: number; readonly topP: number; readonly topK: number }
): ControlledEvaluateInputItem {
  if (temperature === 0) {
    return [token, { generateNext: { logits: { filter: { tokens: [], includeSelected: true } } } }]
  }
  const candidates = candidatesOf(cut)
  const logits = candidates > 0 ? { filter: { tokens: [], includeTop: candidates } } : true
  return [token, { generateNext: { logits } }]
}

/**
 * The probability of a candidate in what `askProbabilities` returned.
 *
 * @throws Error where the model's weights or its context are broken, and its logits no numbers
 */
export function probabilityOf(output: ControlledEvaluateIndexOutput, candidate: Token): number {
  const { logits, totalLogitWeight } = output.next
  const logit = logits?.get(candidate)
  if (logits === undefined || logit === undefined || totalLogitWeight === undefined) {
    throw new Error('The engine returned no probability')
  }
  const probability = Math.exp(logit - Math.max(...logits.values())) / totalLogitWeight
  if (!Number.isFinite(probability)) {
    throw new Error(
      'The model computes values that are not numbers: its file is damaged, or its weights are too large for this device.'
    )
  }
  return probability
}
