/** A queue between those who report events and the one who reads them. Nothing waits on the reader. */
export interface Channel<T> extends AsyncIterable<T> {
  push(item: T): void
  /** Ends the reader's loop once everything pushed has been read. */
  close(): void
}

export function createChannel<T>(): Channel<T> {
  const items: T[] = []
  let closed = false
  let wake: (() => void) | null = null

  function notify(): void {
    wake?.()
    wake = null
  }

  return {
    push(item) {
      items.push(item)
      notify()
    },
    close() {
      closed = true
      notify()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (items.length > 0) yield items.shift()!
        if (closed) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  }
}
