import { expect, it } from 'vitest'
import { atOnceLines } from '../../../../src/main/doors/terminal/at-once-text.ts'

it('tells the numbers of attempts at once that were tried, each with the speed that was measured at it', () => {
  expect(
    atOnceLines([
      { at: 1, attempts: 4, because: 'begun', tokensPerSecond: null },
      { at: 2, attempts: 8, because: 'tried', tokensPerSecond: 210.4 },
      { at: 3, attempts: 4, because: 'no-faster', tokensPerSecond: 214.6 }
    ])
  ).toEqual(['attempts at once, by measuring: 4 (210 tokens/s), 8 (215 tokens/s), 4'])
  expect(atOnceLines([])).toEqual([])
})
