import { expect, type Page } from '@playwright/test'

/** Half a pixel of rounding is no cut letter. */
const TOLERANCE_PX = 0.5

/**
 * Waits until there are drawings with texts on the page, and no text leaves the box that its drawing is shown in.
 *
 * @param within what is looked at, by its selector. A drawing that is no picture names itself with `data-drawing`, and its
 *   texts with `data-label`.
 */
export async function expectLabelsInside(page: Page, what: string, within = 'main'): Promise<void> {
  await expect.poll(() => labelsOutside(page, within), { message: what }).toEqual([])
}

function labelsOutside(page: Page, within: string): Promise<string[]> {
  return page.evaluate(
    ({ within, tolerance }) => {
      const texts = [...document.querySelectorAll<SVGTextElement>(`${within} svg text`)]
      const labels = [...document.querySelectorAll(`${within} [data-drawing] [data-label]`)]
      if (texts.length + labels.length === 0) return ['there is no drawing with a text']
      const told = (text: Element, over: number, drawing: Element) => {
        if (over <= tolerance) return []
        const name = drawing.getAttribute('aria-label') ?? drawing.outerHTML.slice(0, 80)
        return [`"${text.textContent.trim()}" by ${over.toFixed(1)} px in: ${name}`]
      }
      const pictured = texts.flatMap((text) => {
        const { x, y, width, height } = text.getBBox()
        const toScreen = text.getScreenCTM()!
        const first = new DOMPoint(x, y).matrixTransform(toScreen)
        const last = new DOMPoint(x + width, y + height).matrixTransform(toScreen)
        const drawing = text.ownerSVGElement!
        const box = drawing.getBoundingClientRect()
        const [left, top] = [box.left - first.x, box.top - first.y]
        return told(text, Math.max(left, top, last.x - box.right, last.y - box.bottom), drawing)
      })
      // Rows of such a drawing may be scrolled to; what a label hides of itself is out of reach.
      const written = labels.flatMap((label) => {
        const drawing = label.closest('[data-drawing]')!
        const [own, box] = [label.getBoundingClientRect(), drawing.getBoundingClientRect()]
        const hidden = label.scrollWidth - label.clientWidth
        return told(label, Math.max(box.left - own.left, own.right - box.right, hidden), drawing)
      })
      return [...pictured, ...written]
    },
    { within, tolerance: TOLERANCE_PX }
  )
}
