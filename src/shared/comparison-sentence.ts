import type { Language } from './contract/settings.ts'
import type { ManyRow } from './many-comparison.ts'
import { pointsText } from './points-text.ts'
import type { PairedComparison } from './run-report.ts'
import { withDecimalMark } from './words/number-format.ts'
import { say } from './words/say.ts'

/** What one row says against the first run, in a sentence that a person can repeat. */
export function comparisonSentence(
  { letter, against, needed }: Pick<ManyRow, 'letter' | 'against' | 'needed'>,
  language: Language = 'en'
): string | null {
  if (against === null) return null
  const { difference, problems, significant, interval } = against
  if (difference === 0) return say(language, 'comparison.level', { letter, problems })
  const size = { letter, problems, ...distance(difference, language) }
  if (significant) {
    return say(language, 'comparison.sure', {
      ...size,
      low: withDecimalMark(pointsText(interval.low), language),
      high: withDecimalMark(pointsText(interval.high), language)
    })
  }
  return needed !== null && needed > problems
    ? say(language, 'comparison.chance.needed', { ...size, needed: rounded(needed) })
    : say(language, 'comparison.chance', size)
}

/** What a paired difference says, in a few words: "4.0 points better". */
export function conclusionWords(
  { significant, difference }: Pick<PairedComparison, 'significant' | 'difference'>,
  language: Language = 'en'
): string {
  if (!significant) return say(language, 'comparison.none')
  return say(language, 'comparison.conclusion', distance(difference, language))
}

/** How far apart two are, and which way. */
function distance(difference: number, language: Language) {
  return {
    points: withDecimalMark(Math.abs(100 * difference).toFixed(1), language),
    better: difference > 0 ? 'yes' : 'no'
  }
}

/** An estimate is not told to the last digit. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / unit) * unit
}
