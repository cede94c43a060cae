import type { Page } from '@playwright/test'

/** The program's answers to one of the page's calls, held back as by a slow machine. Only the web door has them to hold. */
export interface HeldAnswers {
  /** Resolves once the program has answered, and the page does not know. */
  readonly some: Promise<void>
  letGo(): void
}

/** Begins the page anew, which is then told everything but the answers to calls of this name. */
export async function holdAnswers(page: Page, name: string): Promise<HeldAnswers> {
  const held: (() => void)[] = []
  const { promise: some, resolve: come } = Promise.withResolvers<void>()
  let holds = true
  await page.routeWebSocket(/.*/, (toPage) => {
    const toProgram = toPage.connectToServer()
    const calls = new Set<number>()
    toPage.onMessage((message) => {
      const { id, call } = JSON.parse(String(message)) as { id: number; call: string }
      if (call === name) calls.add(id)
      toProgram.send(message)
    })
    toProgram.onMessage((message) => {
      const { id } = JSON.parse(String(message)) as { id?: number }
      if (!holds || id === undefined || !calls.has(id)) return toPage.send(message)
      held.push(() => toPage.send(message))
      come()
    })
  })
  await page.reload()
  return {
    some,
    letGo() {
      holds = false
      for (const tell of held.splice(0)) tell()
    }
  }
}
