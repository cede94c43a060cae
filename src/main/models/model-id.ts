import { createHash } from 'node:crypto'

/** Derived from a path (or a name) alone: the same file has the same id after every scan. */
export function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
