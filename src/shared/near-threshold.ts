import type { Language } from './contract/settings.ts'
import type { Evidence } from './events.ts'
import { findScorer, scoreText } from './scorers/scorers.ts'
import { withDecimalMark } from './words/number-format.ts'
import { say } from './words/say.ts'

/**
 * Whether a score lies so close to its threshold that the same step, read in other pieces, could have been decided the other
 * way. Derived from what was recorded, also of old attempts; of a step that was not scored nothing is near.
 */
export function isNear(
  evidence: Evidence | null,
  { scorer, threshold }: { readonly scorer: string; readonly threshold: number }
): boolean {
  const found = findScorer(scorer)
  if (found === null || evidence === null) return false
  if (found.reads === 'tokens') {
    const { min, mean } = evidence
    return min !== undefined && mean !== undefined && found.near({ min, mean }, threshold)
  }
  return 'digits' in evidence && found.near(evidence.digits, evidence.digitMass, threshold)
}

/** A score as it stands beside a step, and "near" where it is that; without options nothing is known of its scorer. */
export function markedScore(
  { score, evidence }: { readonly score: number | null; readonly evidence: Evidence | null },
  options: { readonly scorer: string; readonly threshold: number } | null,
  language: Language = 'en'
): string {
  const text = withDecimalMark(scoreText(score, options?.scorer), language)
  const near = options !== null && isNear(evidence, options)
  return near ? `${text}, ${say(language, 'score.near')}` : text
}
