import { describe, expect, it } from 'vitest'
import { scoreForecast } from '../../../src/renderer/features/benchmark/forecast.ts'

describe('a forecast that is scored', () => {
  it('says how far the time was off', () => {
    expect(scoreForecast({ forecastMs: 100_000, spentMs: 125_000 })).toBe(
      'Forecast 1 min 40 s, took 2 min 5 s: 25\u202f% longer.'
    )
    expect(scoreForecast({ forecastMs: 100_000, spentMs: 50_000 })).toContain('50\u202f% less')
    expect(scoreForecast({ forecastMs: 100_000, spentMs: 100_100 })).toContain('as forecast')
  })

  it('says nothing where nothing was forecast', () => {
    expect(scoreForecast({ forecastMs: null, spentMs: 5 })).toBeNull()
  })
})
