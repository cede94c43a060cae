import stringWidth from 'string-width'
import { OUR_COLOURS, terminalSafe } from './safe-output.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const COLOUR = new RegExp(`(${OUR_COLOURS.source})`)
/** What most texts are: a column a letter. */
const PLAIN = /^[ -~]*$/

/** Columns that a text takes as it is shown: combining marks take none, wide East Asian characters and emoji two. */
export function visibleWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(terminalSafe(text))
}

/** Fills a text with spaces up to a width. */
export function pad(text: string, width: number): string {
  return text + blanks(text, width)
}

/** As `pad`, with the spaces before it. */
export function padBefore(text: string, width: number): string {
  return blanks(text, width) + text
}

function blanks(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - visibleWidth(text)))
}

/** Breaks plain text into lines of at most `width` columns (at least one), at spaces where there are some. */
export function wrap(text: string, width: number): string[] {
  return text
    .replaceAll('\t', ' ')
    .split('\n')
    .flatMap((line) => wrapLine(line, Math.max(1, width)))
}

/**
 * Breaks lines as `wrap` does, each under its own indentation. One of a single word, such as a path, stays whole: it is there
 * to be copied.
 */
export function wrapIndented(lines: readonly string[], width: number): string[] {
  return lines.flatMap((line) => {
    const text = line.trimStart()
    if (!/\s/.test(text.trimEnd())) return [line]
    const indentation = line.slice(0, line.length - text.length)
    return wrap(text, width - indentation.length).map((part) => `${indentation}${part}`)
  })
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\s)/)) {
    if (current !== '' && !fits(current + word.trimEnd(), width)) {
      lines.push(current.trimEnd())
      current = ''
    }
    current += word
    while (!fits(current.trimEnd(), width)) {
      const head = takeColumns(current, width)
      lines.push(head)
      current = current.slice(head.length)
    }
  }
  return [...lines, current.trimEnd()]
}

/** Whether a line holds all of a text. Looks no further than a line: a text may be long, and without spaces. */
function fits(text: string, width: number): boolean {
  if (PLAIN.test(text)) return text.length <= width
  return takeColumns(text, width).length === text.length
}

/** The longest beginning of a text that fits, one letter at least. */
function takeColumns(text: string, width: number): string {
  if (PLAIN.test(text)) return text.slice(0, Math.max(1, width))
  let [taken, columns] = ['', 0]
  for (const [index, part] of text.split(COLOUR).entries()) {
    // Every second part is a colour, which takes no room.
    const letters = index % 2 === 1 ? [] : graphemes.segment(part)
    if (index % 2 === 1) taken += part
    for (const { segment } of letters) {
      columns += visibleWidth(segment)
      if (taken !== '' && columns > width) return taken
      taken += segment
    }
  }
  return taken
}

/** The part of a line that fits, its spaces as they are. */
export function fittingPart(line: string, width: number): string {
  return takeColumns(line, width)
}

/** A name or an answer as a part of a line: with breaks of its own it could forge others. */
export function oneLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
}

/** Cuts a text to one line of at most `width` columns. */
export function ellipsis(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return fits(line, width) ? line : `${takeColumns(line, Math.max(1, width - 1)).trimEnd()}…`
}
