import { type Interval, LEVEL } from './interval.ts'
import { mean, standardError } from './moments.ts'
import { evenSharesP, shareInterval } from './share-interval.ts'
import { signFlipP } from './sign-flip.ts'
import { checkTally, type Tally } from './tally.ts'

/** One problem's attempts under two methods. */
export interface Pairing {
  readonly first: Tally
  readonly second: Tally
}

export interface PairedDifference {
  /** Mean of first - second over problems, each the difference of two shares. */
  readonly difference: number
  /** sd(d) / sqrt(N); null where the problems show no spread. */
  readonly standardError: number | null
  /** Two-sided, of the hypothesis that the difference is 0. */
  readonly p: number
  /** Whether every choice of signs was counted, or only the interval was asked. */
  readonly test: 'sign-flip' | 'interval'
  /** At a level (default .05); it leaves out 0 exactly where p is below that level. */
  interval(level?: number): Interval
}

/**
 * Compares two methods problem by problem, so that a hard problem is hard for both, and by problems: ten attempts at one
 * problem say as much of other problems as one does.
 *
 * Two things are asked, and the more cautious speaks. The exact sign-flip test knows what few problems can show, but
 * takes differences to be symmetric about 0; where one method rarely loses, and then much, they are not. The interval,
 * of (1 + d) / 2 as a share, takes no shape for granted. p is the larger of theirs, and an interval that the test does
 * not bear out reaches to 0.
 *
 * @throws RangeError without problems, or for counts that cannot be.
 */
export function pairedDifference(problems: readonly Pairing[]): PairedDifference {
  for (const { first, second } of problems) {
    checkTally(first)
    checkTally(second)
  }
  const differences = problems.map(({ first, second }) => first.c / first.n - second.c / second.n)
  const shares = problems.map(({ first, second }) => {
    const all = first.n * second.n
    return (all + first.c * second.n - second.c * first.n) / (2 * all)
  })
  const counts = inCommonMeasure(problems)
  const flipped = counts && signFlipP(counts)
  const p = Math.max(flipped ?? 0, evenSharesP(shares))
  return {
    difference: mean(differences),
    standardError: standardError(differences),
    p,
    test: flipped === null ? 'interval' : 'sign-flip',
    interval(level = LEVEL) {
      const { low, high } = shareInterval(shares, { level })
      const own = { low: 2 * low - 1, high: 2 * high - 1 }
      return p < level ? own : { low: Math.min(0, own.low), high: Math.max(0, own.high) }
    }
  }
}

/** The differences times the least common multiple of all numbers of attempts: whole numbers, or null beyond 2^53. */
function inCommonMeasure(problems: readonly Pairing[]): number[] | null {
  const counts = new Set(problems.flatMap(({ first, second }) => [first.n, second.n]))
  const common = [...counts].reduce((multiple, n) => (multiple / divisor(multiple, n)) * n, 1)
  if (!Number.isSafeInteger(common)) return null
  return problems.map(
    ({ first, second }) => first.c * (common / first.n) - second.c * (common / second.n)
  )
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}
