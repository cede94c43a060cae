import { expect, test } from 'vitest'
import { createProgressFilter } from '../../src/inference/progress-filter.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'

function progress(path: number): AttemptEvent {
  return { type: 'step-progress', path, step: 0, author: 'draft', text: 'x', kept: 0 }
}

test('passes progress thirty times a second on each path, and everything else always', () => {
  let now = 0
  const isDue = createProgressFilter(() => now)
  expect([isDue(progress(0)), isDue(progress(1)), isDue(progress(0))]).toEqual([true, true, false])
  expect(isDue({ type: 'decided', text: '' })).toBe(true)
  now = 40
  expect(isDue(progress(0))).toBe(true)
})
