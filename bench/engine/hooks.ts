import type { LlamaContext } from 'node-llama-cpp'

interface NativeContext {
  initBatch(size: number): void
  decodeBatch(): Promise<void>
}

function nativeOf(context: LlamaContext): NativeContext {
  return (context as unknown as { _ctx: NativeContext })._ctx
}

/** Counts the tokens of every batch of a context, from now on. */
export function countTokens(context: LlamaContext): { tokens: number } {
  const count = { tokens: 0 }
  const native = nativeOf(context)
  const initBatch = native.initBatch.bind(native)
  Object.defineProperty(native, 'initBatch', {
    value: (size: number) => {
      count.tokens += size
      initBatch(size)
    }
  })
  return count
}

/** Measures how long at least one of the contexts is within llama.cpp's decode, from now on. */
export function watchDecode(contexts: readonly LlamaContext[]): { ms: number } {
  const total = { ms: 0 }
  let active = 0
  let since = 0
  for (const context of contexts) {
    const native = nativeOf(context)
    const decodeBatch = native.decodeBatch.bind(native)
    Object.defineProperty(native, 'decodeBatch', {
      value: async () => {
        if (active++ === 0) since = performance.now()
        try {
          await decodeBatch()
        } finally {
          if (--active === 0) total.ms += performance.now() - since
        }
      }
    })
  }
  return total
}
