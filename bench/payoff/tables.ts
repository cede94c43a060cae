import { shareInterval } from '../../src/core/statistics/share-interval.ts'
import {
  byProblem,
  FIGURES,
  pointsOver,
  pointsWithInterval,
  ratioOver,
  ratioWithInterval,
  type Figure
} from './compare.ts'
import type { Measured } from './measured.ts'

/** Every variant of a set against the baseline: right answers, paired difference, time, FLOPs, decoded tokens. */
export function payoffTable(all: readonly Measured[], variants: readonly string[]): string {
  const rows = variants
    .filter((variant) => all.some((one) => one.variant === variant))
    .map((variant) => {
      const own = all.filter((one) => one.variant === variant)
      return [
        variant,
        accuracy(own),
        variant === 'baseline' ? '' : pointsWithInterval(pointsOver(all, variant, 'baseline')),
        ratioWithInterval(ratioOver(all, variant, 'baseline', FIGURES.time)),
        ratioWithInterval(ratioOver(all, variant, 'baseline', FIGURES.gamma)),
        ratioWithInterval(ratioOver(all, variant, 'baseline', FIGURES.gammaDecode)),
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
        ratioWithInterval(ratioOver(all, first, second, FIGURES.time)),
        pointsWithInterval(pointsOver(all, first, second))
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
          ...purposes.map((purpose) => share(own, ({ spent }) => spent[purpose] ?? 0, FIGURES.time))
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

export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '-')), ...rows.map(line)].join('\n')
}
