/**
 * How a run makes its contexts in llama.cpp. Whoever says what they will take in memory must mean the same ones.
 */

/** Tokens of a batch: several looks at the cancel signal, but not so many that a large vocabulary's logits take a gigabyte. */
export const BATCH_TOKENS = { cpu: 128, gpu: 512 } as const

/** A sliding window's cache forgets what a rollback needs, and then computes wrong logits without a word. */
export const SWA_FULL_CACHE = true

/** Bytes of llama.cpp's record of one cell of a cache: a position, a shift, a place and a bit for each of 256 sequences. */
export const CELL_BYTES = 48
