import { mean } from '../../../core/statistics/moments.ts'
import { commonLength } from './prefix-share.ts'

/**
 * The mean log probability of the tokens that a text has between a beginning and an end which it shares with another;
 * null where there are none.
 *
 * @param logs of the text's tokens from the second on
 */
export function meanApart<T>(
  logs: readonly number[],
  tokens: readonly T[],
  other: readonly T[]
): number | null {
  const beginning = commonLength(tokens, other)
  const ending = Math.min(
    commonLength(tokens.toReversed(), other.toReversed()),
    Math.min(tokens.length, other.length) - beginning
  )
  const own = logs.slice(Math.max(0, beginning - 1), tokens.length - ending - 1)
  return own.length === 0 ? null : mean(own)
}
