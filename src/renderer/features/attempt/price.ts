import { priceWords } from '../../../shared/price-words.ts'
import type { AttemptView } from '../../../shared/view.ts'
import { foreseen, ratioFigure } from '../../lib/figures.ts'
import { language } from '../../words/language.ts'
import { t } from '../../words/t.ts'

/** What an attempt cost against the target alone, for somebody who knows no gamma. Null while it runs. */
export function priceInWords(view: AttemptView): string | null {
  return priceWords(view, language(), ratioFigure)
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
