import { expect, type Page } from '@playwright/test'

/** Half a pixel of rounding is no cut letter. */
const TOLERANCE_PX = 0.5

/** Waits until there are drawings with texts on the page, and no text leaves the box that its drawing is shown in. */
export async function expectLabelsInside(page: Page, what: string): Promise<void> {
  await expect.poll(() => labelsOutside(page), { message: what }).toEqual([])
}

function labelsOutside(page: Page): Promise<string[]> {
  return page.evaluate((tolerance) => {
    const texts = [...document.querySelectorAll<SVGTextElement>('main svg text')]
    if (texts.length === 0) return ['there is no drawing with a text']
    return texts.flatMap((text) => {
      const { x, y, width, height } = text.getBBox()
      const toScreen = text.getScreenCTM()!
      const first = new DOMPoint(x, y).matrixTransform(toScreen)
      const last = new DOMPoint(x + width, y + height).matrixTransform(toScreen)
      const drawing = text.ownerSVGElement!
      const box = drawing.getBoundingClientRect()
      const over = Math.max(
        box.left - first.x,
        box.top - first.y,
        last.x - box.right,
        last.y - box.bottom
      )
      if (over <= tolerance) return []
      const name = drawing.getAttribute('aria-label') ?? drawing.outerHTML.slice(0, 80)
      return [`"${text.textContent.trim()}" by ${over.toFixed(1)} px in: ${name}`]
    })
  }, TOLERANCE_PX)
}
