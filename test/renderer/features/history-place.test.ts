import { expect, it } from 'vitest'
import { historyPlace } from '../../../src/renderer/features/history/history-place.ts'

it('names all runs, an attempt, or a step of it', () => {
  expect(historyPlace([])).toBe('all')
  expect(historyPlace(['20261128-a', '12'])).toEqual({
    run: '20261128-a',
    attempt: 12,
    start: null
  })
  expect(historyPlace(['20261128-a', '12', '0', '3'])).toEqual({
    run: '20261128-a',
    attempt: 12,
    start: { path: 0, step: 3 }
  })
})

it.each([
  'run',
  'run/first',
  'run/-1',
  'run/1.5',
  'run/1/2',
  'run/1/2/x',
  'run/1/2/3/4',
  'run/1e9'
])('there is nothing at %s', (place) => {
  expect(historyPlace(place.split('/'))).toBe('nothing')
})
