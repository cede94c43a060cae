import type { AnswerQuestion } from './answer-kind.ts'

/** A number as files write it: thousands apart, in a currency, with a power of ten. Null for anything else. */
export function plainNumber(text: string): number | null {
  const bare = text
    .replace(/[$\s%]|\\(?:,|;|!|%|\$)/g, '')
    .replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1')
    .replace(/(?:\\times|×|\*)10(?:\^|\*\*)\{?(-?\d+)\}?$/, 'e$1')
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(bare) ? Number(bare) : null
}

/** How far an answer may be off, the wider of the two where a problem says both; undefined where it says nothing. */
export function toleranceOf(comparison: AnswerQuestion): number | undefined {
  const { gold, tolerance, relativeTolerance } = comparison
  const size = relativeTolerance === undefined ? null : plainNumber(gold)
  if (relativeTolerance === undefined || size === null) return tolerance
  return Math.max(tolerance ?? 0, relativeTolerance * Math.abs(size)) || undefined
}
