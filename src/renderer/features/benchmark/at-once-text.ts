import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import { t } from '../../words/t.ts'

/** The numbers of attempts at once that were tried, each with its speed; null where nothing was measured. */
export function atOnceText(tried: RunDetail['atOnce']): string | null {
  if (tried.length === 0) return null
  const numbers = tried.map(({ attempts, tokensPerSecond }) =>
    tokensPerSecond === null
      ? String(attempts)
      : t('benchmark.atOnce.speed', { attempts, tokens: Math.round(tokensPerSecond) })
  )
  return t('benchmark.atOnce', { numbers: numbers.join(', ') })
}
