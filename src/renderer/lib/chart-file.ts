import { t } from '../words/t.ts'
import { saveBlob } from './save-file.ts'

/** What gives a shape its look; the rest of a sheet has no part in a drawing. */
const LOOK = [
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'text-anchor',
  'font-size',
  'font-weight'
] as const
const PAINTS = ['fill', 'stroke'] as const
/** The page's font is not in the file: these are everywhere. */
const FONTS = 'Inter, Helvetica, Arial, sans-serif'
/** Pixels of a picture for each of the page's. */
const SCALE = 2
const MARGIN = 8

interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** Saves a drawing of the page as a file that needs nothing else, in the colours that it has now. */
export function saveSvg(drawing: SVGSVGElement, name: string): void {
  const { svg } = selfContained(drawing)
  saveBlob(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }))
}

/** Saves a drawing of the page as a picture, twice as fine as it is shown. */
export async function savePng(drawing: SVGSVGElement, name: string): Promise<void> {
  const { svg, width, height } = selfContained(drawing)
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(width * SCALE)
    canvas.height = Math.ceil(height * SCALE)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const { promise, resolve } = Promise.withResolvers<Blob | null>()
    canvas.toBlob(resolve, 'image/png')
    const picture = await promise
    if (picture === null) throw new Error(t('chart.notDrawn'))
    saveBlob(`${name}.png`, picture)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The drawing with its looks on its own elements, on the ground that it stands on. */
function selfContained(drawing: SVGSVGElement): Drawing {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const box = drawing.viewBox.baseVal
  const shown = drawing.getBoundingClientRect()
  const [width, height] = box.width > 0 ? [box.width, box.height] : [shown.width, shown.height]
  const originals = [drawing, ...drawing.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [index, original] of originals.entries()) setLook(original, copies[index]!)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('font-family', FONTS)
  copy.setAttribute('width', String(width + 2 * MARGIN))
  copy.setAttribute('height', String(height + 2 * MARGIN))
  const place = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN]
  copy.setAttribute('viewBox', place.join(' '))
  copy.prepend(groundOf(place))
  const svg = new XMLSerializer().serializeToString(copy)
  return { svg, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
}

function setLook(original: Element, copy: Element): void {
  const computed = getComputedStyle(original)
  copy.removeAttribute('class')
  copy.removeAttribute('style')
  for (const name of LOOK) copy.setAttribute(name, computed.getPropertyValue(name))
  for (const name of PAINTS) {
    const paint = computed.getPropertyValue(name)
    if (paint === 'none' || paint === '') copy.setAttribute(name, 'none')
    else if (!paint.startsWith('url(')) {
      const { colour, opacity } = plainColour(paint)
      const own = Number(computed.getPropertyValue(`${name}-opacity`) || 1)
      copy.setAttribute(name, colour)
      copy.setAttribute(`${name}-opacity`, String(opacity * own))
    }
  }
}

function groundOf([x, y, width, height]: readonly number[]): SVGRectElement {
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of Object.entries({ x, y, width, height })) {
    ground.setAttribute(name, String(value))
  }
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface')
  ground.setAttribute('fill', plainColour(surface).colour)
  return ground
}

/** Any colour that the page knows, as every program reads it. */
function plainColour(colour: string): { readonly colour: string; readonly opacity: number } {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
  const hex = [red!, green!, blue!].map((part) => part.toString(16).padStart(2, '0')).join('')
  return { colour: `#${hex}`, opacity: Number((alpha! / 255).toFixed(3)) }
}
