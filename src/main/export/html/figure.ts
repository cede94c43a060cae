import type { Scale } from './chart-scale.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'
import { DRAWING_STYLE } from './style.ts'

const WIDTH = 520
const HEIGHT = 260
/** Where a chart is drawn; labels stand around it. */
export const PLOT = { left: 46, right: 500, top: 14, bottom: 236 } as const

/** What colours a drawing tells apart. */
type Key = 'draft' | 'target' | 'right' | 'wrong'

/** A chart with its words, and the same figures as a table. */
export interface Figure {
  /** By which its file is called. */
  readonly name: string
  readonly title: string
  /** Words, some behind the colour that they explain. */
  readonly legend: readonly (string | { readonly key: Key; readonly text: string })[]
  readonly drawing: Markup | readonly Markup[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A figure within a page. */
export function figureMarkup(
  { title, legend, drawing, header, rows }: Figure,
  { say }: PageWords
): Markup {
  const words = legend.map((part) =>
    typeof part === 'string'
      ? html`${part} `
      : html`<span class="key ${part.key}"></span>${part.text} `
  )
  return html`<figure>
    <figcaption>${title}</figcaption>
    <p>${words}</p>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${drawing}</svg>
    <details>
      <summary>${say('chart.table')}</summary>
      <div class="scroll">${table(header, rows)}</div>
    </details>
  </figure>`
}

/** How a kind of words stands above a drawing in a file: letters beside each other, and the height of a line. */
const TITLE = { look: 'label title', letters: 54, height: 19 } as const
const WORDS = { look: 'words', letters: 86, height: 16 } as const
const MARGIN = 10

/**
 * A figure as a file of its own: a drawing with its title, its legend and its colours, on white.
 *
 * @param subject what it is about
 */
export function figureFile({ title, legend, drawing }: Figure, subject: string): string {
  let top = MARGIN
  const line = (
    text: string,
    { look, height }: typeof TITLE | typeof WORDS,
    key: Key | null
  ): Markup => {
    top += height
    const words = (x: number) => html`<text class="${look}" x="${x}" y="${top - 4}">${text}</text>`
    if (key === null) return words(MARGIN)
    return html`<rect
        class="${key}"
        x="${MARGIN}"
        y="${top - 13}"
        width="10"
        height="10"
        rx="2"
      />${words(MARGIN + 15)}`
  }
  const above = [
    ...brokenAt(title, TITLE.letters).map((text) => line(text, TITLE, null)),
    ...[subject, ...legend].flatMap((part) =>
      typeof part === 'string'
        ? brokenAt(part, WORDS.letters).map((text) => line(text, WORDS, null))
        : [line(part.text, WORDS, part.key)]
    )
  ]
  const { html: text } = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${top + HEIGHT}"
    role="img"
    aria-label="${title}"
  >
    <style>
      ${DRAWING_STYLE}
    </style>
    <rect width="100%" height="100%" fill="#ffffff" />
    ${above}
    <g transform="translate(0 ${top})">${drawing}</g>
  </svg>`
  return `${text}\n`
}

/** A text in lines of at most so many letters, broken at spaces. */
function brokenAt(text: string, letters: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > letters) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
}

/** A plain table: the first column to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return html`<table>
    <thead>
      <tr>
        ${header.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`
      )}
    </tbody>
  </table>`
}

/** The grid lines across an axis, each with its value. */
export function axis(
  direction: 'x' | 'y',
  { ticks, at }: Scale,
  text: (value: number) => string
): Markup[] {
  return ticks.map((tick) => {
    const place = at(tick)
    const [x1, x2] = direction === 'x' ? [place, place] : [PLOT.left, PLOT.right]
    const [y1, y2] = direction === 'x' ? [PLOT.top, PLOT.bottom] : [place, place]
    const label = direction === 'x' ? below(place, text(tick)) : beside(place, text(tick))
    return html`<line class="grid" x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}" />${label}`
  })
}

/** A label under the plot. */
export function below(x: number, text: string): Markup {
  return html`<text x="${x}" y="${PLOT.bottom + 16}" text-anchor="middle">${text}</text>`
}

function beside(y: number, text: string): Markup {
  return html`<text x="${PLOT.left - 6}" y="${y + 4}" text-anchor="end">${text}</text>`
}

export function wholePercent(share: number): string {
  return `${Math.round(share * 100)} %`
}
