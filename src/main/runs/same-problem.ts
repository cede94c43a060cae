import type { Problem } from '../../shared/problem-set.ts'

/** What a problem says: two runs asked the same one where this is the same, whatever it was called and wherever it stood. */
export function contentOf({ text, answer }: Problem): string {
  return JSON.stringify([text, answer])
}
