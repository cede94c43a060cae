import { stripVTControlCharacters } from 'node:util'

/** Columns that a text takes; combining marks take none, wide East Asian characters two. */
export function visibleWidth(text: string): number {
  let width = 0
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{Mark}/u.test(character)) continue
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        character
      )
        ? 2
        : 1
  }
  return width
}

/** Fills a text with spaces up to a width. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleWidth(text)))
}

/** Breaks plain text into lines of at most `width` columns (at least one), at spaces where there are some. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\s)/)) {
    if (visibleWidth(current + word.trimEnd()) > width && current !== '') {
      lines.push(current.trimEnd())
      current = ''
    }
    current += word
    while (visibleWidth(current.trimEnd()) > width) {
      const head = takeColumns(current, width)
      lines.push(head)
      current = current.slice(head.length)
    }
  }
  return [...lines, current.trimEnd()]
}

/** The longest beginning of a text that fits, one character at least. */
function takeColumns(text: string, width: number): string {
  let taken = ''
  for (const character of text) {
    if (taken !== '' && visibleWidth(taken + character) > width) break
    taken += character
  }
  return taken
}

/** The part of a line that fits, its spaces as they are. */
export function fittingPart(line: string, width: number): string {
  return visibleWidth(line) <= width ? line : takeColumns(line, width)
}

/** Cuts a text to one line of at most `width` columns. */
export function ellipsis(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return visibleWidth(line) <= width
    ? line
    : `${takeColumns(line, Math.max(1, width - 1)).trimEnd()}…`
}
