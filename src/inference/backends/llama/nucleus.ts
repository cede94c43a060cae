import type { Token } from 'node-llama-cpp'
import type { Distribution } from '../../../core/token-speculation.ts'

/**
 * What llama.cpp would draw the next token from, given the logits from the highest down: first the
 * most probable ones, then the nucleus, then the temperature, in the order of its sampler chain. Greedy is a distribution of one token.
 */
export function nucleus(
  logits: ReadonlyMap<Token, number>,
  {
    temperature,
    topP,
    topK
  }: { readonly temperature: number; readonly topP: number; readonly topK: number }
): Distribution {
  const candidates = topK > 0 ? [...logits].slice(0, topK) : [...logits]
  const [first] = candidates
  if (first === undefined) throw new Error('The engine returned no logits')
  const [best, highest] = first
  if (temperature === 0) return new Map([[best, 1]])
  const weights = candidates.map(([, logit]) => Math.exp(logit - highest))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let kept = 0
  for (let sum = 0; kept < weights.length && (kept === 0 || sum < topP * all); kept++) {
    sum += weights[kept]!
  }
  const chosen = candidates.slice(0, kept)
  const heated = chosen.map(([, logit]) => Math.exp((logit - highest) / temperature))
  const total = heated.reduce((sum, weight) => sum + weight, 0)
  return new Map(chosen.map(([token], index) => [token, heated[index]! / total]))
}
