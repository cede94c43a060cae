import { expect, test } from 'vitest'
import { fastest, fastestBackend } from '../../src/core/fastest-settings.ts'
import type { PairTimes, TimedSettings } from '../../src/shared/engine-settings.ts'

/** All pieces of work take so much of a unit. */
function timed(unit: number, settings: Partial<TimedSettings> = {}): TimedSettings {
  const times = { write: unit, together: 2 * unit, step: 4 * unit, prompt: 16 * unit }
  return { flashAttention: true, threads: 1, times, ...settings }
}

function pair(target: number, draft = 1): PairTimes {
  return { target: [timed(target)], draft: [timed(draft)] }
}

test('takes the attention that is faster, and the first where that is noise', () => {
  const off = { flashAttention: false }
  expect(fastest([timed(10), timed(9, off)]).flashAttention).toBe(false)
  expect(fastest([timed(10), timed(9.8, off)]).flashAttention).toBe(true)
  expect(fastest([timed(10), timed(20, off)]).flashAttention).toBe(true)
})

test('takes more threads only where they gain a fifth', () => {
  expect(fastest([timed(10), timed(8.5, { threads: 2 })]).threads).toBe(1)
  expect(fastest([timed(10), timed(7, { threads: 2 })]).threads).toBe(2)
  expect(fastest([timed(10), timed(7, { threads: 2 }), timed(6.9, { threads: 4 })]).threads).toBe(2)
})

test('counts a prompt that was too slow to be measured as its steps', () => {
  const { times } = timed(10)
  const unmeasured = timed(10, { times: { ...times, prompt: null } })
  expect(fastest([unmeasured, timed(9, { flashAttention: false })]).flashAttention).toBe(false)
  expect(fastest([unmeasured, timed(11, { flashAttention: false })]).flashAttention).toBe(true)
})

test('chooses the backend for both models together', () => {
  const backends = { '': pair(10, 1), avx2: pair(5, 2), other: pair(4, 20) }
  expect(fastestBackend(backends)?.name).toBe('avx2')
})

test("keeps llama.cpp's own choice of a backend unless another is worthwhile, in any order", () => {
  expect(fastestBackend({ avx2: pair(9.8), '': pair(10) })?.name).toBe('')
  expect(fastestBackend({ avx2: pair(8), '': pair(10) })?.name).toBe('avx2')
})

test('runs each model as it is fastest on the chosen backend', () => {
  const off = { flashAttention: false }
  const backends = {
    '': { target: [timed(10), timed(12, off)], draft: [timed(1), timed(2, off)] },
    avx2: { target: [timed(8), timed(4, off)], draft: [timed(1), timed(2, off)] }
  }
  expect(fastestBackend(backends)).toEqual({
    name: 'avx2',
    target: { flashAttention: false, threads: 1 },
    draft: { flashAttention: true, threads: 1 }
  })
})

test('chooses nothing where nothing was measured', () => {
  expect(fastestBackend({})).toBeNull()
  expect(() => fastest([])).toThrow('No settings were measured')
})
