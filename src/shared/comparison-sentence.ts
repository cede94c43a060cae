import type { ManyRow } from './many-comparison.ts'
import { pointsText } from './points-text.ts'

/** What one row says against the first run, in a sentence that a person can repeat. */
export function comparisonSentence({
  letter,
  against,
  needed
}: Pick<ManyRow, 'letter' | 'against' | 'needed'>): string | null {
  if (against === null) return null
  const { difference, problems, significant, interval } = against
  const shared = `${problems} shared ${problems === 1 ? 'problem' : 'problems'}`
  if (difference === 0) return `${letter} and A are level on ${shared}.`
  const size = `${letter} is ${Math.abs(100 * difference).toFixed(1)} points ${difference > 0 ? 'better' : 'worse'}`
  if (significant) {
    return `${size} than A on ${shared} (95 %: ${pointsText(interval.low)} to ${pointsText(interval.high)}).`
  }
  const more =
    needed !== null && needed > problems ? `; about ${rounded(needed)} would settle it` : ''
  return `${size} than A on ${shared}, which may be chance${more}.`
}

/** An estimate is not told to the last digit. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / unit) * unit
}
