import { expect, test } from 'vitest'
import { familiarityOf } from '../../src/core/familiarity.ts'

test('a text is as familiar as its three strangest places', () => {
  const strange = [-9, -0.1, -6, -0.2, -3, -0.1]
  expect(familiarityOf(strange)).toBe(-6)
  const amidMore = [...Array<number>(50).fill(-0.01), ...strange, ...Array<number>(50).fill(-2)]
  expect(familiarityOf(amidMore)).toBe(-6)
})

test('of a shorter one all places count', () => {
  expect(familiarityOf([-1, -2])).toBe(-1.5)
})
