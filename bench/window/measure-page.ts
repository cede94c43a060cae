import type { Page } from '@playwright/test'

/** What opening a place in the window cost. */
export interface Opening {
  /** From the change of address to the last paint after the first of the awaited elements was there, in ms. */
  readonly openMs: number
  /** The same until all of them were. */
  readonly wholeMs: number
  /** The longest task of the page's main thread meanwhile, in ms; 0 where none took 50. */
  readonly longestTaskMs: number
}

export interface Scrolling {
  readonly meanFrameMs: number
  readonly worstFrameMs: number
  /** The most step cards that were mounted at any time. */
  readonly mostCards: number
}

/** Collects long tasks from the first script on. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(globalThis, { tasks })
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration))
    }).observe({ type: 'longtask' })
  })
}

/** Goes to an address within the page, from one without such elements, and waits until each selector is there and painted. */
export async function open(page: Page, hash: string, ...selectors: string[]): Promise<Opening> {
  return page.evaluate(
    async ([hash, selectors]) => {
      const { tasks } = globalThis as unknown as { tasks: number[] }
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      location.hash = '#/settings'
      while (document.querySelector(selectors.join())) await frame()
      await frame()
      tasks.length = 0
      const begun = performance.now()
      location.hash = hash
      const times: number[] = []
      for (const selector of selectors) {
        while (!document.querySelector(selector)) await frame()
        await frame()
        times.push(performance.now() - begun)
      }
      // Long tasks are reported after they end.
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { openMs: times[0]!, wholeMs: times.at(-1)!, longestTaskMs: Math.max(0, ...tasks) }
    },
    [hash, selectors] as const
  )
}

/** Scrolls through the steps of one path, so many pixels a frame. */
export async function scroll(page: Page, frames: number, pixels: number): Promise<Scrolling> {
  return page.evaluate(
    async ([frames, pixels]) => {
      const feed = document.querySelector('[role=feed]')!
      const times: number[] = []
      let mostCards = 0
      for (let frame = 0; frame < frames; frame++) {
        const begun = performance.now()
        feed.scrollTop += pixels
        await new Promise((resolve) => requestAnimationFrame(resolve))
        times.push(performance.now() - begun)
        mostCards = Math.max(mostCards, document.querySelectorAll('article').length)
      }
      return {
        meanFrameMs: times.reduce((sum, ms) => sum + ms, 0) / times.length,
        worstFrameMs: Math.max(...times),
        mostCards
      }
    },
    [frames, pixels] as const
  )
}
