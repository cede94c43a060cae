import { createHash } from 'node:crypto'

/** Tells apart with which words something was measured: other words may be answered otherwise. */
export function hashOfWords(asked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16)
}
