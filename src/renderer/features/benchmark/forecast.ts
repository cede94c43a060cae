import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import { duration, percent } from '../../lib/figures.ts'

/** A finished run's forecast beside the time that it took; null where nothing was forecast. */
export function scoreForecast({ forecastMs, spentMs }: RunDetail['time']): string | null {
  if (forecastMs === null || forecastMs === 0) return null
  const off = spentMs / forecastMs - 1
  const miss = Math.round(100 * Math.abs(off)) === 0 ? 'as forecast' : missed(off)
  return `Forecast ${duration(forecastMs)}, took ${duration(spentMs)}: ${miss}.`
}

function missed(off: number): string {
  return `${percent(Math.abs(off))} ${off > 0 ? 'longer' : 'less'}`
}
