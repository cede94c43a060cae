/** A piece of a text: prose, or a formula in LaTeX. */
export type MathPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'math'; readonly tex: string; readonly display: boolean }

const DELIMITERS = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false }
] as const

/** Beyond this a formula is shown as it was written: typesetting it would only stall the window. */
const LONGEST_FORMULA = 4000
/** So does a text of nothing but formulas: from here on the rest of it stays as it was written. */
const MOST_MATH = 20_000

/**
 * Finds the formulas of a text as models write them: `$`, `$$`, `\(\)`, `\[\]` and a bare `\boxed{}`. Whatever is
 * not closed stays text.
 */
export function splitMath(text: string): MathPiece[] {
  const pieces: MathPiece[] = []
  let plain = ''
  let position = 0
  let math = 0
  while (position < text.length) {
    const found = math > MOST_MATH ? null : formulaAt(text, position)
    if (found === null) {
      // An escaped character, such as \$, never opens a formula.
      const length = text[position] === '\\' ? 2 : 1
      plain += text.slice(position, position + length)
      position += length
      continue
    }
    if (plain !== '') pieces.push({ kind: 'text', text: plain })
    plain = ''
    math += found.tex.length
    pieces.push({ kind: 'math', tex: found.tex, display: found.display })
    position = found.end
  }
  if (plain !== '') pieces.push({ kind: 'text', text: plain })
  return pieces
}

function formulaAt(
  text: string,
  start: number
): { tex: string; display: boolean; end: number } | null {
  if (text.startsWith('\\boxed{', start)) return boxAt(text, start)
  for (const { open, close, display } of DELIMITERS) {
    if (!text.startsWith(open, start)) continue
    const from = start + open.length
    const to = closingOf(text, from, close)
    if (to === null || to - from > LONGEST_FORMULA) continue
    const tex = text.slice(from, to)
    if (open === '$' && !looksLikeMath(tex)) continue
    if (tex.trim() !== '') return { tex, display, end: to + close.length }
  }
  return null
}

/** A single dollar also means money: "$5 and $7" is no formula. */
function looksLikeMath(tex: string): boolean {
  return !/^\s|\s$/.test(tex) && !tex.includes('\n\n')
}

function closingOf(text: string, from: number, close: string): number | null {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(close, at)) return at
    if (text[at] === '\\') at++
  }
  return null
}

function boxAt(text: string, start: number): { tex: string; display: boolean; end: number } | null {
  let depth = 0
  for (let at = start; at < Math.min(text.length, start + LONGEST_FORMULA); at++) {
    if (text[at] === '\\' && at > start) at++
    else if (text[at] === '{') depth += 1
    else if (text[at] === '}' && --depth === 0) {
      return { tex: text.slice(start, at + 1), display: false, end: at + 1 }
    }
  }
  return null
}
