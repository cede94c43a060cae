import { expect, it } from 'vitest'
import { progressText } from '../../../src/renderer/features/benchmark/progress-text.ts'

const problems = ['sum-1', 'sum-2'].map((id) => ({ id, text: '', answer: null }))
const first = { problem: 0, method: 'ssr' } as const
const idle = { underWay: [], tokensPerSecond: null, retries: 0, etaMs: null }

it('names the one attempt that is being made, or how many there are', () => {
  expect(progressText({ ...idle, underWay: [first] }, problems)).toBe('ssr on sum-1')
  const two = [first, { problem: 1, method: 'baseline' } as const]
  expect(progressText({ ...idle, underWay: two }, problems)).toBe('2 attempts at once')
  expect(progressText(idle, problems)).toBe('')
})

it('tells how fast it goes, and that servers had to be asked again', () => {
  const busy = { underWay: [first], tokensPerSecond: 61.7, retries: 2, etaMs: 61_000 }
  expect(progressText(busy, problems)).toBe(
    'ssr on sum-1 · 62 tokens/s · servers asked again 2 times · 1 min 1 s left'
  )
  expect(progressText({ ...busy, retries: 1 }, problems)).toContain('servers asked again once ·')
})
