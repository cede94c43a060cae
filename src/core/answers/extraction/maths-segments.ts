/** A stretch of maths between delimiters. */
export interface Segment {
  readonly content: string
  readonly start: number
  readonly end: number
}

const delimiters = [
  { open: '$$', close: '$$' },
  { open: '\\[', close: '\\]' },
  { open: '\\(', close: '\\)' },
  { open: '$', close: '$' }
] as const

/** All stretches of maths in order. Linear: a delimiter that is never closed again is looked for only once. */
export function mathsSegments(text: string): Segment[] {
  const segments: Segment[] = []
  const exhausted = new Set<string>()
  for (let at = 0; at < text.length;) {
    const delimiter = delimiters.find(
      ({ open }) => !exhausted.has(open) && text.startsWith(open, at)
    )
    const isEscaped = text[at] === '\\' && text[at + 1] === '$'
    if (!delimiter || isEscaped) {
      at += isEscaped ? 2 : 1
      continue
    }
    const start = at + delimiter.open.length
    const end = closing(text, start, delimiter.close)
    if (end < 0) exhausted.add(delimiter.open)
    const content = text.slice(start, Math.max(start, end))
    if (end < 0 || content.trim() === '' || (delimiter.open === '$' && isProse(content))) {
      at = start
      continue
    }
    at = end + delimiter.close.length
    segments.push({ content: content.trim(), start: start - delimiter.open.length, end: at })
  }
  return segments
}

function closing(text: string, start: number, close: string): number {
  let end = text.indexOf(close, start)
  while (end > 0 && close === '$' && text[end - 1] === '\\') end = text.indexOf(close, end + 1)
  return end
}

/** "$40 for the shirt and $" is money, not maths. */
function isProse(content: string): boolean {
  const words = content.slice(0, 400).replace(/\\(?:text|mathrm)\s*\{[^{}]*\}|\\[a-zA-Z]+/g, ' ')
  return /\n\s*\n/.test(content) || /[a-z]{3,}\s+[a-z]{2,}/.test(words)
}
