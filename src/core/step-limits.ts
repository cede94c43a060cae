import { NO_USAGE } from '../shared/cost.ts'
import type { SolveOptions } from '../shared/options.ts'
import type { Path } from './path.ts'
import { ContextFull } from './ports.ts'

/** Kept free in every context, so that a path that runs full can still be asked for its answer. */
export const RESERVED_TOKENS = 64

/**
 * Tokens that a step may still have, of which so many stand.
 *
 * @throws ContextFull where none fits
 */
export function tokensOfStep(
  path: Path,
  { maxStepTokens, maxTokens }: SolveOptions,
  standing: number
): number {
  const room = path.room - RESERVED_TOKENS
  if (room <= 0) throw new ContextFull('The context is full', NO_USAGE)
  return Math.max(1, Math.min(maxStepTokens - standing, maxTokens - path.tokens - standing, room))
}

/** A step ends behind the first delimiter that follows some text; leading ones open nothing. */
export function stepEnd(delimiter: string): (text: string) => number | null {
  return (text) => {
    const start = text.search(/\S/)
    if (start < 0) return null
    const found = text.indexOf(delimiter, start)
    return found < 0 ? null : found + delimiter.length
  }
}
