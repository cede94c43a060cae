import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayText, moment } from '../../../src/renderer/lib/figures.ts'
import { speak } from '../../../src/renderer/words/language.ts'
import { t } from '../../../src/renderer/words/t.ts'

afterEach(() => {
  speak('en')
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

describe('a moment', () => {
  /** Shortly before midnight in London: another day in Berlin, the same afternoon in Los Angeles. */
  const at = Date.UTC(2026, 0, 31, 23, 30)

  it.each([
    ['Europe/Berlin', '1 Feb 2026, 00:30', '1 Feb 2026', '1. Feb. 2026, 00:30'],
    ['America/Los_Angeles', '31 Jan 2026, 15:30', '31 Jan 2026', '31. Jan. 2026, 15:30'],
    ['Pacific/Auckland', '1 Feb 2026, 12:30', '1 Feb 2026', '1. Feb. 2026, 12:30']
  ])('is told by the clock on the wall in %s', (zone, english, day, german) => {
    vi.stubEnv('TZ', zone)
    expect(moment(at)).toBe(english)
    expect(dayText(at)).toBe(day)
    speak('de')
    expect(moment(at)).toBe(german)
  })

  it('of today is told without its day, which begins at midnight there', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    vi.useFakeTimers({ now: at + 60_000 })
    expect(moment(at)).toBe('00:30')
    expect(moment(at - 3_600_000)).toBe('31 Jan 2026, 23:30')
  })
})

describe('a number and what it counts', () => {
  it.each([
    [0, '0 runs selected', '0 Läufe gewählt'],
    [1, '1 run selected', '1 Lauf gewählt'],
    [2, '2 runs selected', '2 Läufe gewählt'],
    [21, '21 runs selected', '21 Läufe gewählt']
  ])('agree where there are %i', (runs, english, german) => {
    expect(t('bulk.selected', { runs })).toBe(english)
    speak('de')
    expect(t('bulk.selected', { runs })).toBe(german)
  })

  it('agree in each part of a sentence', () => {
    const one = { attempts: 1, problems: 1, methods: 1, repeats: 1 }
    const many = { attempts: 12, problems: 2, methods: 2, repeats: 3 }
    expect([t('wizard.attempts', one), t('wizard.attempts', many)]).toEqual([
      '1 attempt: 1 problem × 1 method × 1 repeat.',
      '12 attempts: 2 problems × 2 methods × 3 repeats.'
    ])
    speak('de')
    expect([t('wizard.attempts', one), t('wizard.attempts', many)]).toEqual([
      '1 Versuch: 1 Aufgabe × 1 Verfahren × 1 Durchgang.',
      '12 Versuche: 2 Aufgaben × 2 Verfahren × 3 Durchgänge.'
    ])
  })
})
