import { pageColour, setOwnLook } from './own-look.ts'
import { svgElement } from './svg-element.ts'

/** What stands above a saved chart: on the page, what is around it says this. */
export interface ChartHeading {
  readonly title: string
  /** What the chart is about, line by line. */
  readonly subject: readonly string[]
  /** What its marks mean, each with a shape of the page that looks like them. */
  readonly legend: readonly { readonly label: string; readonly mark: SVGElement }[]
}

interface Letters {
  readonly size: number
  readonly weight: number
  /** Pixels from line to line. */
  readonly line: number
  readonly colour: string
}

const MARK = 10
const MARK_TO_LABEL = 6
const BETWEEN_ENTRIES = 14
/** Pixels between the heading and the drawing. */
const BELOW = 8

/** Draws a heading in the colours of the page, as wide as its drawing, so that it ends above (0, 0). */
export function drawHeading(
  { title, subject, legend }: ChartHeading,
  width: number,
  fonts: string
): SVGGElement {
  const heading = svgElement('g', {})
  const large = { size: 14, weight: 600, line: 20, colour: pageColour('--ink') }
  const small = { size: 12, weight: 400, line: 17, colour: pageColour('--muted') }
  const measure = measuring(fonts)
  let bottom = 0
  function write(text: string, letters: Letters): void {
    for (const line of wrapped(text, (part) => measure(part, letters) <= width)) {
      bottom += letters.line
      heading.append(textAt(line, 0, bottom - 5, letters))
    }
  }
  write(title, large)
  for (const line of subject) write(line, small)
  let left = width
  for (const { label, mark } of legend) {
    const needs = MARK + MARK_TO_LABEL + measure(label, small)
    if (left > 0 && left + needs > width) {
      left = 0
      bottom += small.line
    }
    const shape = mark.cloneNode(true) as SVGElement
    setOwnLook(mark, shape)
    shape.setAttribute('transform', `translate(${left} ${bottom - MARK - 4})`)
    heading.append(shape, textAt(label, left + MARK + MARK_TO_LABEL, bottom - 5, small))
    left += needs + BETWEEN_ENTRIES
  }
  heading.setAttribute('transform', `translate(0 ${-bottom - BELOW})`)
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
  const { size, weight, colour } = letters
  const looks = { x, y, 'font-size': `${size}px`, 'font-weight': weight, fill: colour }
  const text = svgElement('text', looks)
  text.textContent = content
  return text
}
