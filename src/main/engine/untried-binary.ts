/** Flags of a Node that loads the engine and is guarded by a program: it loads the processor's binary without a trial. */
export const UNTRIED_BINARY: readonly string[] = [
  '--import',
  new URL('../../inference/backends/llama/untried-binary.ts', import.meta.url).href
]
