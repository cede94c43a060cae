import { type ChartHeading, drawHeading } from './chart-heading.ts'
import { pageColour, setOwnLook } from './own-look.ts'
import { svgElement } from './svg-element.ts'

/** The page's font is not in the file: these are everywhere. */
const FONTS = 'Inter, Helvetica, Arial, sans-serif'
const MARGIN = 8

/** A drawing that needs nothing of the page, as XML, and its size. */
export interface StandaloneDrawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** The drawing below its heading, with its looks on its own elements, on the ground that it stands on. */
export function standaloneDrawing(
  drawing: SVGSVGElement,
  heading: ChartHeading
): StandaloneDrawing {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const originals = [drawing, ...drawing.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [index, original] of originals.entries()) setOwnLook(original, copies[index]!)
  copy.setAttribute('font-family', FONTS)
  copy.prepend(drawHeading(heading, drawing.viewBox.baseVal.width, FONTS))
  const { x, y, width, height } = extentOf(copy)
  copy.setAttribute('viewBox', [x, y, width, height].join(' '))
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.prepend(svgElement('rect', { x, y, width, height, fill: pageColour('--surface') }))
  return { svg: new XMLSerializer().serializeToString(copy), width, height }
}

/** The box around all that is drawn: the fonts of the file may take more room than the page's. In whole pixels. */
function extentOf(drawing: SVGSVGElement): DOMRectReadOnly {
  drawing.setAttribute('class', 'invisible fixed')
  document.body.append(drawing)
  const box = drawing.getBBox()
  drawing.remove()
  drawing.removeAttribute('class')
  const [left, top] = [Math.floor(box.x) - MARGIN, Math.floor(box.y) - MARGIN]
  const [right, bottom] = [box.x + box.width, box.y + box.height]
  return new DOMRectReadOnly(
    left,
    top,
    Math.ceil(right) + MARGIN - left,
    Math.ceil(bottom) + MARGIN - top
  )
}
