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

/** Gives a shape that is on the page the look that it has there as attributes of its own, so that it keeps it elsewhere. */
export function setOwnLook(shape: Element): void {
  const computed = getComputedStyle(shape)
  const own = new Map<string, string>(LOOK.map((name) => [name, computed.getPropertyValue(name)]))
  for (const name of PAINTS) {
    const paint = computed.getPropertyValue(name)
    if (paint === 'none' || paint === '') own.set(name, 'none')
    else if (!paint.startsWith('url(')) {
      const { colour, opacity } = plainColour(paint)
      const further = Number(computed.getPropertyValue(`${name}-opacity`) || 1)
      own.set(name, colour).set(`${name}-opacity`, String(opacity * further))
    }
  }
  shape.removeAttribute('class')
  shape.removeAttribute('style')
  for (const [name, value] of own) shape.setAttribute(name, value)
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
