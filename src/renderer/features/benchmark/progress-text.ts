import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import { duration } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** What a benchmark is at, and how fast it goes. */
export function progressText(
  { underWay, tokensPerSecond, retries, etaMs }: NonNullable<RunDetail['progress']>,
  problems: RunDetail['problems']
): string {
  const [first] = underWay
  if (first === undefined) return ''
  const { method } = first
  const work =
    underWay.length === 1
      ? t('benchmark.current', { method, problem: problems[first.problem]?.id ?? '' })
      : t('benchmark.together', { attempts: underWay.length })
  return [
    work,
    ...(tokensPerSecond === null
      ? []
      : [t('benchmark.speed', { tokens: Math.round(tokensPerSecond) })]),
    ...(retries === 0 ? [] : [t('benchmark.retries', { times: retries })]),
    ...(etaMs === null ? [] : [t('benchmark.left', { time: duration(etaMs) })])
  ].join(' ')
}
