import { z } from 'zod'
import { movableBounds } from './documents/movable.ts'
import { growingNames } from './documents/growing.ts'
import { LAST_MOMENT } from './figures.ts'

/** Attempts of a run that can be made at the same time. */
export const MOST_AT_ONCE = 64

/** How many attempts of a run are made at the same time; `measured`: as many as its servers are found to bear. */
export const atOnceSchema = z.union([
  movableBounds(z.int().min(1).max(MOST_AT_ONCE)),
  z.literal('measured')
])
export type AtOnce = z.infer<typeof atOnceSchema>

/** A number of attempts at once that a run went over to while it was measured which suits its servers. */
export const atOnceChangeSchema = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.int().nonnegative().max(LAST_MOMENT),
  attempts: movableBounds(z.int().min(1).max(MOST_AT_ONCE)),
  /**
   * `begun`: the run began or went on with it. `tried`: more might be faster. `no-faster`: more was not. `busy`: servers
   * said that they had too much to do. `no-room`: memory does not hold the contexts of more.
   */
  because: growingNames(z.enum(['begun', 'tried', 'no-faster', 'busy', 'no-room'])),
  /** Tokens that all attempts together wrote at the number before; null where that was not measured. */
  tokensPerSecond: z.number().nonnegative().nullable()
})
export type AtOnceChange = z.infer<typeof atOnceChangeSchema>

/** The numbers that were tried, in their order, each with the speed that was measured at it. */
export function triedAtOnce(
  changes: readonly AtOnceChange[]
): { readonly attempts: number; readonly tokensPerSecond: number | null }[] {
  return changes.map(({ attempts }, index) => ({
    attempts,
    tokensPerSecond: changes[index + 1]?.tokensPerSecond ?? null
  }))
}
