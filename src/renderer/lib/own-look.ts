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

/** Gives a copy of a shape the look that the shape has on the page, as attributes of its own. */
export function setOwnLook(original: Element, copy: Element): void {
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

/** A colour of the page's sheet as it is now. */
export function pageColour(name: `--${string}`): string {
  return plainColour(getComputedStyle(document.documentElement).getPropertyValue(name)).colour
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
