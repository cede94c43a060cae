import type { Language } from './contract/settings.ts'
import { timeRatio } from './events.ts'
import type { AttemptView } from './view.ts'
import { say } from './words/say.ts'

/**
 * What an attempt cost against the target alone, for somebody who knows no gamma. Null while it runs.
 *
 * @param figure a ratio as it is written in that language
 */
export function priceWords(
  { ratios, options }: Pick<AttemptView, 'ratios' | 'options'>,
  language: Language,
  figure: (ratio: number) => string
): string | null {
  if (ratios === null) return null
  if (options?.method === 'baseline') return say(language, 'price.alone')
  const time = timeRatio(ratios)
  const parts = [
    ...(time === null ? [] : [say(language, 'price.time', { ratio: figure(time) })]),
    ...(ratios.gamma === null
      ? []
      : [say(language, 'price.compute', { ratio: figure(ratios.gamma) })])
  ]
  if (parts.length === 0) return null
  return ratios.baseline === 'measured'
    ? say(language, 'price.measured', { parts: parts.join(', ') })
    : say(language, 'price.estimated', { parts: parts.join(', ') })
}
