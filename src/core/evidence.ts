import type { Confidence } from '../shared/events.ts'
import type { Plan } from '../shared/plan.ts'

/**
 * How far the models stand behind a path, from 0 to 1: the least probable token of its steps, or the least probable
 * step. Accepted drafts count with the target's probabilities (the draft's own where it works alone), what the target
 * wrote with its own. One wrong step makes a wrong answer, so the weakest decides. Null where a step's is not known.
 */
export function evidenceOf(
  steps: readonly { readonly confidence: Confidence | null }[],
  statistic: Plan['evidence']
): number | null {
  if (steps.length === 0) return null
  const values = steps.map(({ confidence }) => confidence?.[statistic] ?? null)
  return values.includes(null) ? null : Math.min(...(values as number[]))
}

/** The confidence of a text of two parts, of so many tokens each. */
export function joinConfidence(
  first: { readonly confidence: Confidence; readonly tokens: number },
  second: { readonly confidence: Confidence | null; readonly tokens: number }
): Confidence | null {
  if (second.confidence === null) return null
  const tokens = first.tokens + second.tokens
  const logarithm =
    first.tokens * Math.log(first.confidence.mean) +
    second.tokens * Math.log(second.confidence.mean)
  return {
    min: Math.min(first.confidence.min, second.confidence.min),
    mean: tokens === 0 ? 1 : Math.exp(logarithm / tokens)
  }
}
