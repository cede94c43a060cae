/** One `\boxed{…}` or `\fbox{…}` of a text. */
export interface Box {
  /** Where the command begins in the text. */
  readonly start: number
  /** Where its content begins. */
  readonly inside: number
  /** Just behind the closing brace; the text's length where it is never closed. */
  readonly end: number
  /** What stands inside, trimmed; null where the box is never closed. */
  readonly content: string | null
}

// Models drop the backslash now and then, or double it; `\boxed 7` boxes a single token, as in TeX.
const command = /(?:\\{1,2}|\b)(?:boxed|fbox)\s*(?=\{)|\\(?:boxed|fbox)\s+(?=[^\s{$\\])/g
const bareContent = /[^\s{}$\\]+/y
/** Without braces TeX boxes one token: what is longer follows a `\boxed` that is only named, as in "use \boxed as asked". */
const oneToken = /^(?:[-+]?[\d.,/]+%?|[a-zA-Z](?=$))$/
const placeholder = /^(?:\.{3}|…|\\l?dots|(?:your |the |final )*(?:answer|result)(?: here)?)?$/i
const namesCommand =
  /^`?\s*(?:notation|format|command|environment|tags?|as (?:requested|asked|instructed|required))\b/i
const namesPlace = /\b(?:in|inside|into|within|using|use|with)\s+(?:an?\s+|the\s+)?[`"'$]{0,2}$/i
/** After an answer in a box, "I have put it in \boxed{}." ends the text. */
const wasPut = /\b(?:put|placed|written|enclosed|wrapped)\b[^.\n]{0,40}$/i
const goesOn = /^[`"'$)]{0,3}[.,;:!]?\s+\S/

/** All boxes of a text in order, a nested box after the one around it. Takes time linear in the text. */
export function boxes(text: string): Box[] {
  if (!text.includes('boxed') && !text.includes('fbox')) return []
  const closing = matchBraces(text)
  const found: Box[] = []
  for (const match of text.matchAll(command)) {
    const open = match.index + match[0].length
    if (text[open] === '{') {
      const close = closing.get(open)
      const before = found.at(-1)?.content ?? ''
      if (close !== undefined && isOnlyNamed(text, match.index, open, close, before !== ''))
        continue
      found.push(
        close === undefined
          ? { start: match.index, inside: open + 1, end: text.length, content: null }
          : {
              start: match.index,
              inside: open + 1,
              end: close + 1,
              content: text.slice(open + 1, close).trim()
            }
      )
      continue
    }
    bareContent.lastIndex = open
    const content = (bareContent.exec(text)?.[0] ?? '').replace(/[.,;:]+$/, '')
    const next = text.slice(open + content.length, open + content.length + 2)
    const isWord = /^[a-zA-Z]$/.test(content) && /^ [a-z]/.test(next)
    if (!oneToken.test(content) || isWord) continue
    found.push({ start: match.index, inside: open, end: open + content.length, content })
  }
  return found
}

/** "Put it in \boxed{} notation" boxes nothing, nor does "I will put it in \boxed{}" where the text goes on. */
function isOnlyNamed(
  text: string,
  start: number,
  open: number,
  close: number,
  isAnswered: boolean
): boolean {
  const content = text.slice(open + 1, Math.min(close, open + 41)).trim()
  const inside = /^\\text\s*\{([^{}]*)\}$/.exec(content)?.[1] ?? content
  if (close - open > 40 || !placeholder.test(inside.trim())) return false
  if (close > open + 1 + 2 || namesCommand.test(text.slice(close + 1, close + 30))) return true
  return (
    namesPlace.test(text.slice(Math.max(0, start - 20), start)) &&
    (goesOn.test(text.slice(close + 1, close + 8)) ||
      (isAnswered && wasPut.test(text.slice(Math.max(0, start - 60), start))))
  )
}

/** What the last box holds: null where it is empty or never closed, undefined where there is no box at all. */
export function lastBoxed(text: string): string | null | undefined {
  const last = boxes(text).at(-1)
  return last === undefined ? undefined : last.content || null
}

/** Does the text state an answer: is its last box complete and not empty? */
export function hasAnswer(text: string): boolean {
  return typeof lastBoxed(text) === 'string'
}

/** The text with what its closed boxes hold in their place. */
export function unboxed(text: string): string {
  const cuts = boxes(text)
    .filter((box) => box.content !== null)
    .flatMap(({ start, inside, end }) => [
      { from: start, to: inside },
      { from: text[end - 1] === '}' ? end - 1 : end, to: end }
    ])
    .sort((a, b) => a.from - b.from)
  let at = 0
  let result = ''
  for (const { from, to } of cuts) {
    result += `${text.slice(at, from)} `
    at = to
  }
  return result + text.slice(at)
}

/** For each opening brace that is closed, where. `\{` and `\}` are characters, not groups. */
function matchBraces(text: string): Map<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '{') open.push(at)
    else if (character === '}') {
      const start = open.pop()
      if (start !== undefined) closing.set(start, at)
    }
  }
  return closing
}
