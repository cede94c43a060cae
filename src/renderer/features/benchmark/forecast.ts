import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import { duration, percent } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** A finished run's forecast beside the time that it took; null where nothing was forecast. */
export function scoreForecast({ forecastMs, spentMs }: RunDetail['time']): string | null {
  if (forecastMs === null || forecastMs === 0) return null
  const off = spentMs / forecastMs - 1
  const miss = Math.round(100 * Math.abs(off)) === 0 ? t('forecast.asForecast') : missed(off)
  return t('forecast.scored', { forecast: duration(forecastMs), took: duration(spentMs), miss })
}

function missed(off: number): string {
  return t(off > 0 ? 'forecast.longer' : 'forecast.less', { share: percent(Math.abs(off)) })
}
