import { z } from 'zod'
import { ServerFailure } from './server-failure.ts'

/**
 * What a server may say of its model and of itself. Nobody vouches for it: a context of 1e18 tokens or a billion slots would
 * be reserved somewhere, and a bill of such numbers is no number.
 */

/** Tokens of a path; the longest contexts have ten million. */
export const MOST_CONTEXT = 1e9
/** Tokens of a vocabulary; the largest ones have a million. */
export const MOST_VOCABULARY = 1e8
/** Paths that a server keeps apart. */
export const MOST_SLOTS = 65_536

/** A token's number, in the 32 bits in which engines keep it. */
export const tokenIdSchema = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)

/** Tokens of one text. */
const MOST_TOKENS = 2 ** 18

/** As many tokens as a text may have: to look at each of millions holds the process up. */
export function tokensSchema<S extends z.ZodType>(token: S) {
  return z
    .custom<unknown[]>((value) => Array.isArray(value) && value.length <= MOST_TOKENS)
    .pipe(z.array(token))
}

/** A name as people can read and type it: no control or invisible characters, and not without end. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,1000}$/u

export function isModelName(text: string): boolean {
  return NAME.test(text) && text.trim() !== ''
}

/**
 * A whole number that a server claims.
 *
 * @param what "how many tokens a path has"
 * @throws ServerFailure where it cannot be
 */
export function claimed(
  url: string,
  what: string,
  value: number,
  { least = 1, most }: { readonly least?: number; readonly most: number }
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new ServerFailure(
    `The server ${url} says ${what}: ${value}. That cannot be; a whole number from ${least} to ${most} can. Is it a model server, and its address right?`
  )
}
