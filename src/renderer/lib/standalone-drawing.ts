import { type ChartHeading, drawHeading } from './chart-heading.ts'
import { setOwnLook } from './own-look.ts'
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

/**
 * The drawing below its heading, with its looks on its own elements, on the ground that it stands on. It is as large as
 * what is drawn: the fonts of the file may take more room than the page's.
 */
export function standaloneDrawing(
  drawing: SVGSVGElement,
  heading: ChartHeading
): StandaloneDrawing {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  copy.setAttribute('font-family', FONTS)
  // Looks and sizes are known of what is on the page.
  const unseen = document.createElement('div')
  unseen.className = 'invisible fixed'
  unseen.append(copy)
  document.body.append(unseen)
  copy.prepend(drawHeading(heading, copy.getBBox(), FONTS))
  const { x, y, width, height } = aroundWholePixels(copy.getBBox())
  copy.prepend(svgElement('rect', { x, y, width, height, class: 'fill-surface' }))
  for (const shape of [copy, ...copy.querySelectorAll('*')]) setOwnLook(shape)
  unseen.remove()
  copy.setAttribute('viewBox', [x, y, width, height].join(' '))
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return { svg: new XMLSerializer().serializeToString(copy), width, height }
}

function aroundWholePixels(box: SVGRect): DOMRectReadOnly {
  const [x, y] = [Math.floor(box.x) - MARGIN, Math.floor(box.y) - MARGIN]
  const [right, bottom] = [Math.ceil(box.x + box.width), Math.ceil(box.y + box.height)]
  return new DOMRectReadOnly(x, y, right + MARGIN - x, bottom + MARGIN - y)
}
