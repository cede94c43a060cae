import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createProgressView } from '../../../../src/main/doors/terminal/bench-progress.ts'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'

const slot = { problem: 0, method: 'ssr', repeat: 0, problemId: 'sum-1' } as const
const PROGRESS = {
  ...{ done: 1, total: 4, failed: 0, etaMs: null },
  methods: [{ method: 'ssr', n: 1, accuracy: null, gamma: null } as const]
}

/** What a log is told of a benchmark. */
function told(underWay: (typeof slot)[], tokensPerSecond: number | null, retries: number) {
  const stream = new PassThrough()
  const view = createProgressView(
    stream as unknown as NodeJS.WriteStream,
    createStyle(false),
    () => ({ tokensPerSecond, retries })
  )
  view.show({ ...PROGRESS, underWay })
  view.end()
  return String(stream.read())
}

it('says how many attempts are made at once, how fast, and what servers were asked again', () => {
  expect(told([slot, slot, slot], 61.7, 2)).toBe(
    '1 of 4; ssr      1 done; 3 attempts at once; 62 tokens/s; servers asked again 2 times\n'
  )
  expect(told([slot], 9, 1)).toBe('1 of 4; ssr      1 done; 9 tokens/s; servers asked again once\n')
})

it('says none of it where there is nothing to say', () => {
  expect(told([slot], null, 0)).toBe('1 of 4; ssr      1 done\n')
})

it.each([
  [3.249, '3.2×'],
  [0.092, '−91\u202f%']
])('writes a gamma of %d as the report does: %s', (gamma, text) => {
  const stream = new PassThrough()
  const view = createProgressView(
    stream as unknown as NodeJS.WriteStream,
    createStyle(false),
    () => ({ tokensPerSecond: null, retries: 0 })
  )
  view.show({ ...PROGRESS, methods: [{ method: 'ssr', n: 1, accuracy: 1, gamma }], underWay: [] })
  expect(String(stream.read())).toContain(`100.0 % right  gamma ${text}`)
})
