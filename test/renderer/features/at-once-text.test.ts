import { expect, it } from 'vitest'
import { atOnceText } from '../../../src/renderer/features/benchmark/at-once-text.ts'

it('tells the numbers of attempts at once that were tried, and how fast each was', () => {
  expect(
    atOnceText([
      { attempts: 4, tokensPerSecond: 310.4 },
      { attempts: 8, tokensPerSecond: 330.5 },
      { attempts: 4, tokensPerSecond: null }
    ])
  ).toBe('Attempts at once, by measuring: 4 (310 tokens/s), 8 (331 tokens/s), 4')
})

it('says nothing where nothing was measured', () => {
  expect(atOnceText([])).toBeNull()
})
