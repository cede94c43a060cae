import type { Scale } from './chart-scale.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'

const WIDTH = 520
const HEIGHT = 260
/** Where a chart is drawn; labels stand around it. */
export const PLOT = { left: 46, right: 500, top: 14, bottom: 236 } as const

interface Figure {
  readonly title: string
  readonly legend: Markup
  readonly drawing: Markup | readonly Markup[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A drawing with its words, and the same figures as a table. */
export function figure(
  { title, legend, drawing, header, rows }: Figure,
  { say }: PageWords
): Markup {
  return html`<figure>
    <figcaption>${title}</figcaption>
    <p>${legend}</p>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${drawing}</svg>
    <details>
      <summary>${say('chart.table')}</summary>
      <div class="scroll">${table(header, rows)}</div>
    </details>
  </figure>`
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
