import type { ChartPart } from './chart-part.ts'
import { svgElement } from './svg-element.ts'

/** What stands above a saved chart: on the page, what is around it says this. */
export interface ChartHeading {
  readonly title: string
  /** What the chart is about, line by line. */
  readonly subject: readonly string[]
  readonly legend: readonly ChartPart[]
}

/** What a heading stands above. */
interface Below {
  readonly x: number
  readonly y: number
  readonly width: number
}

interface Letters {
  readonly size: number
  readonly weight: number
  /** Pixels from line to line. */
  readonly line: number
  readonly look: string
}

const LARGE: Letters = { size: 14, weight: 600, line: 20, look: 'fill-ink' }
const SMALL: Letters = { size: 12, weight: 400, line: 17, look: 'fill-muted' }
const MARK = 10
const MARK_TO_LABEL = 6
const BETWEEN_ENTRIES = 14
/** Pixels between the heading and what is below it. */
const GAP = 8

/** Draws a heading, as wide as what is below it. Its looks are those of the page's sheet. */
export function drawHeading(
  { title, subject, legend }: ChartHeading,
  below: Below,
  fonts: string
): SVGGElement {
  const heading = svgElement('g', {})
  const measure = measuring(fonts)
  let bottom = 0
  function write(text: string, letters: Letters): void {
    for (const line of wrapped(text, (part) => measure(part, letters) <= below.width)) {
      bottom += letters.line
      heading.append(textAt(line, 0, bottom - 5, letters))
    }
  }
  write(title, LARGE)
  for (const line of subject) write(line, SMALL)
  let left = below.width
  for (const { label, look, fill } of legend) {
    const needs = MARK + MARK_TO_LABEL + measure(label, SMALL)
    if (left > 0 && left + needs > below.width) {
      left = 0
      bottom += SMALL.line
    }
    const box = { x: left, y: bottom - MARK - 4, width: MARK, height: MARK, rx: 2 }
    heading.append(
      svgElement('rect', { ...box, ...(look && { class: look }), ...(fill && { fill }) }),
      textAt(label, left + MARK + MARK_TO_LABEL, bottom - 5, SMALL)
    )
    left += needs + BETWEEN_ENTRIES
  }
  heading.setAttribute('transform', `translate(${below.x} ${below.y - bottom - GAP})`)
  return heading
}

/** Lines of words, each as long as fits; a word that fits on none has its own. */
function wrapped(text: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function measuring(fonts: string): (text: string, letters: Letters) => number {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!
  return (text, { size, weight }) => {
    context.font = `${weight} ${size}px ${fonts}`
    return context.measureText(text).width
  }
}

function textAt(content: string, x: number, y: number, letters: Letters): SVGTextElement {
  const { size, weight, look } = letters
  const text = svgElement('text', { x, y, 'font-size': size, 'font-weight': weight, class: look })
  text.textContent = content
  return text
}
