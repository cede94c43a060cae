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
export function tokensOfStep(path: Path, options: SolveOptions, standing: number): number {
  const limit = stepLimit(options, { tokens: path.tokens, room: path.room, standing })
  if (limit === 0) throw new ContextFull('The context is full', NO_USAGE)
  return limit
}

/** The same on a path of so many accepted tokens, in contexts with so much room; 0 where none fits. */
export function stepLimit(
  { maxStepTokens, maxTokens }: SolveOptions,
  {
    tokens,
    room,
    standing = 0
  }: { readonly tokens: number; readonly room: number; readonly standing?: number }
): number {
  const free = room - RESERVED_TOKENS
  if (free <= 0) return 0
  return Math.max(1, Math.min(maxStepTokens - standing, maxTokens - tokens - standing, free))
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
