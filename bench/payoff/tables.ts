import { pairedDifference } from '../../src/core/statistics/paired.ts'
import { ratioOfSums } from '../../src/core/statistics/ratio.ts'
import { shareInterval } from '../../src/core/statistics/share-interval.ts'
import type { Interval } from '../../src/core/statistics/interval.ts'
import type { Measured } from './measured.ts'

type Figure = (measured: Measured) => number
const wall: Figure = ({ wallMs }) => wallMs
const flops: Figure = (measured) => measured.flops
const decoded: Figure = (measured) => measured.decoded

/** Every variant of a set against the baseline: right answers, paired difference, time, FLOPs, decoded tokens. */
export function payoffTable(all: readonly Measured[], variants: readonly string[]): string {
  const rows = variants
    .filter((variant) => all.some((one) => one.variant === variant))
    .map((variant) => {
      const own = all.filter((one) => one.variant === variant)
      return [
        variant,
        accuracy(own),
        variant === 'baseline' ? '' : points(all, variant, 'baseline'),
        ratio(all, variant, 'baseline', wall),
        ratio(all, variant, 'baseline', flops),
        ratio(all, variant, 'baseline', decoded),
        share(
          own,
          ({ byTarget }) => byTarget,
          ({ written }) => written
        ),
        share(
          own,
          ({ accepted }) => accepted,
          ({ drafted }) => drafted
        ),
        share(
          own,
          ({ woken }) => Number(woken),
          () => 1
        )
      ]
    })
  return markdown(
    [
      'method',
      'right',
      'points over `baseline`',
      'time',
      'gamma',
      'gammaDecode',
      'written by the target',
      'steps kept',
      'target woken'
    ],
    rows
  )
}

/** The rows of one variant over another that is not the baseline. */
export function against(
  all: readonly Measured[],
  pairs: readonly (readonly [string, string])[]
): string {
  return markdown(
    ['method', 'over', 'time', 'points'],
    pairs
      .filter((pair) => pair.every((variant) => all.some((one) => one.variant === variant)))
      .map(([first, second]) => [
        first,
        second,
        ratio(all, first, second, wall),
        points(all, first, second)
      ])
  )
}

/** Where the calls' time went, by model and purpose, in per cent of the wall time. Calls overlap. */
export function purposeTable(all: readonly Measured[], variants: readonly string[]): string {
  const purposes = [...new Set(all.flatMap(({ spent }) => Object.keys(spent)))].sort()
  return markdown(
    ['method', ...purposes],
    variants.flatMap((variant) => {
      const own = all.filter((one) => one.variant === variant)
      if (own.length === 0) return []
      return [
        [
          variant,
          ...purposes.map((purpose) => share(own, ({ spent }) => spent[purpose] ?? 0, wall))
        ]
      ]
    })
  )
}

function accuracy(own: readonly Measured[]): string {
  const shares = [...byProblem(own).values()].map(
    (attempts) => attempts.filter(({ right }) => right).length / attempts.length
  )
  const { low, high } = shareInterval(shares, { attempts: own.length })
  return `${percent(mean(shares))} [${percent(low)}, ${percent(high)}]`
}

function points(all: readonly Measured[], first: string, second: string): string {
  const pairings = [...byProblem(all).values()].flatMap((attempts) => {
    const tally = (variant: string) => {
      const own = attempts.filter((one) => one.variant === variant)
      return { n: own.length, c: own.filter(({ right }) => right).length }
    }
    const [a, b] = [tally(first), tally(second)]
    return a.n === 0 || b.n === 0 ? [] : [{ first: a, second: b }]
  })
  const found = pairedDifference(pairings)
  const { low, high } = found.interval()
  const sign = (value: number) => `${value < 0 ? '' : '+'}${(100 * value).toFixed(1)}`
  return `${sign(found.difference)} [${sign(low)}, ${sign(high)}]`
}

/** Over the attempts that both made: the same problem in the same repeat. */
function ratio(all: readonly Measured[], first: string, second: string, figure: Figure): string {
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
  const found = ratioOfSums(spendings)
  return found === null ? '' : `${found.value.toFixed(2)} ${range(found.interval)}`
}

function range({ low, high }: Interval): string {
  return `[${low.toFixed(2)}, ${high.toFixed(2)}]`
}

function byProblem(all: readonly Measured[]): Map<string, Measured[]> {
  return Map.groupBy(all, ({ problem }) => problem)
}

function share(own: readonly Measured[], part: Figure, whole: Figure): string {
  const sum = (figure: Figure) => own.reduce((total, one) => total + figure(one), 0)
  return sum(whole) === 0 ? '' : percent(sum(part) / sum(whole))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '-')), ...rows.map(line)].join('\n')
}
