import { expect, test } from 'vitest'
import { familiarityOf } from '../../src/core/familiarity.ts'

const STRANGE = [-9, -0.1, -6, -0.2, -3, -0.1]

test('a text is as familiar as its three strangest places, whatever stands around them', () => {
  const amidMore = [...Array<number>(50).fill(-0.01), ...STRANGE, ...Array<number>(50).fill(-2)]
  expect(familiarityOf(amidMore)).toBe(familiarityOf(STRANGE))
  expect(familiarityOf([...STRANGE, -4])).toBeLessThan(familiarityOf(STRANGE))
})

test('has the scale of a mean of all tokens, against which bars were set', () => {
  expect(familiarityOf(STRANGE)).toBeCloseTo(-6 / 3.1)
  expect(familiarityOf([-1, -2])).toBeCloseTo(-1.5 / 3.1)
})
