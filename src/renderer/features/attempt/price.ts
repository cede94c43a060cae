import { timeRatio } from '../../../shared/events.ts'
import type { AttemptView } from '../../../shared/view.ts'
import { foreseen, ratioFigure } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** What an attempt cost against the target alone, for somebody who knows no gamma. Null while it runs. */
export function priceInWords({ ratios, options }: AttemptView): string | null {
  if (ratios === null) return null
  if (options?.method === 'baseline') return t('price.alone')
  const time = timeRatio(ratios)
  const parts = [
    ...(time === null ? [] : [t('price.time', { ratio: ratioFigure(time) })]),
    ...(ratios.gamma === null ? [] : [t('price.compute', { ratio: ratioFigure(ratios.gamma) })])
  ]
  if (parts.length === 0) return null
  return ratios.baseline === 'measured'
    ? t('price.measured', { parts: parts.join(', ') })
    : t('price.estimated', { parts: parts.join(', ') })
}

/**
 * How long the target alone would take, in words, from the steps that it wrote: a path's mean tokens at its mean time
 * a token. Good enough to decide whether to measure it, never to compare with. Null where it wrote nothing.
 */
export function baselineForecast({ paths }: AttemptView): string | null {
  const steps = paths.flatMap((path) => path.steps)
  const written = steps.filter(({ author }) => author === 'target')
  const sum = (list: typeof steps, of: (step: (typeof steps)[number]) => number) =>
    list.reduce((total, step) => total + of(step), 0)
  const tokens = sum(written, (step) => step.tokens)
  if (tokens === 0) return null
  const perToken = sum(written, ({ ms }) => ms) / tokens
  return t('price.about', {
    duration: foreseen((perToken * sum(steps, (step) => step.tokens)) / paths.length)
  })
}

/** How many of the paths that answered agree with the answer; null where nothing was voted on. */
export function agreement({ votes }: AttemptView): { agree: number; of: number } | null {
  const [first] = votes
  if (!first) return null
  return {
    agree: first.paths.length,
    of: votes.reduce((total, { paths }) => total + paths.length, 0)
  }
}

/** The strongest evidence of a path that won, from 0 to 1; null where the method weighs none. */
export function winningEvidence({ votes, paths }: AttemptView): number | null {
  const winners = new Set(votes[0]?.paths)
  const known = paths.flatMap(({ id, evidence }) =>
    winners.has(id) && evidence !== null ? [evidence] : []
  )
  return known.length === 0 ? null : Math.max(...known)
}
