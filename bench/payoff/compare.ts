import type { Interval } from '../../src/core/statistics/interval.ts'
import { pairedDifference } from '../../src/core/statistics/paired.ts'
import { ratioOfSums } from '../../src/core/statistics/ratio.ts'
import type { Measured } from './measured.ts'

export type Figure = (measured: Measured) => number

/** What the ratios are about. */
export const FIGURES = {
  time: ({ wallMs }) => wallMs,
  gamma: ({ flops }) => flops,
  gammaDecode: ({ decoded }) => decoded
} as const satisfies Record<string, Figure>

export interface Found {
  readonly value: number
  readonly interval: Interval
}

/** Points of right answers of one variant over another, paired by problem; null where either was not measured. */
export function pointsOver(all: readonly Measured[], first: string, second: string): Found | null {
  const pairings = [...byProblem(all).values()].flatMap((attempts) => {
    const tally = (variant: string) => {
      const own = attempts.filter((one) => one.variant === variant)
      return { n: own.length, c: own.filter(({ right }) => right).length }
    }
    const [a, b] = [tally(first), tally(second)]
    return a.n === 0 || b.n === 0 ? [] : [{ first: a, second: b }]
  })
  if (pairings.length === 0) return null
  const found = pairedDifference(pairings)
  const { low, high } = found.interval()
  return { value: 100 * found.difference, interval: { low: 100 * low, high: 100 * high } }
}

/** Over the attempts that both made: the same problem in the same repeat. Null where there are none. */
export function ratioOver(
  all: readonly Measured[],
  first: string,
  second: string,
  figure: Figure
): Found | null {
  const spendings = [...byProblem(all).values()].flatMap((attempts) => {
    const pairs = attempts
      .filter(({ variant }) => variant === first)
      .flatMap((one) => {
        const other = attempts.find(
          ({ variant, repeat }) => variant === second && repeat === one.repeat
        )
        return other ? [{ first: figure(one), second: figure(other) }] : []
      })
    if (pairs.length === 0) return []
    return [
      {
        first: pairs.reduce((sum, pair) => sum + pair.first, 0),
        second: pairs.reduce((sum, pair) => sum + pair.second, 0)
      }
    ]
  })
  return spendings.length === 0 ? null : ratioOfSums(spendings)
}

export function byProblem(all: readonly Measured[]): Map<string, Measured[]> {
  return Map.groupBy(all, ({ problem }) => problem)
}

/** "0.83 [0.80, 0.86]", or nothing where nothing was measured. */
export function ratioWithInterval(found: Found | null): string {
  if (found === null) return ''
  const { low, high } = found.interval
  return `${found.value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
}

/** "+7.6 [+3.2, +12.1]", or nothing where nothing was measured. */
export function pointsWithInterval(found: Found | null): string {
  if (found === null) return ''
  const sign = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`
  const { low, high } = found.interval
  return `${sign(found.value)} [${sign(low)}, ${sign(high)}]`
}
