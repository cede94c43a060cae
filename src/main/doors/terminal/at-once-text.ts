import { type AtOnceChange, triedAtOnce } from '../../../shared/at-once.ts'

/** The numbers of attempts at once that were tried, each with its speed; no line where nothing was measured. */
export function atOnceLines(changes: readonly AtOnceChange[]): string[] {
  if (changes.length === 0) return []
  const numbers = triedAtOnce(changes).map(({ attempts, tokensPerSecond }) =>
    tokensPerSecond === null
      ? String(attempts)
      : `${attempts} (${Math.round(tokensPerSecond)} tokens/s)`
  )
  return [`attempts at once, by measuring: ${numbers.join(', ')}`]
}
