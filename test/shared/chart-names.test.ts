import { describe, expect, it } from 'vitest'
import { apart, nameShift } from '../../src/shared/chart-names.ts'

describe('labels that are moved apart', () => {
  it('keeps those that are far enough from each other', () => {
    expect(apart([30, 10, 50], 12)).toEqual([30, 10, 50])
  })

  it('moves those that are too near, in the order in which they lie', () => {
    expect(apart([20, 10, 10], 12)).toEqual([34, 10, 22])
  })

  it('moves them back from the edge, and none beyond it', () => {
    expect(apart([90, 95, 95, 10], 12, 100)).toEqual([76, 88, 100, 10])
    expect(apart([100, 100], 12, 100)).toEqual([88, 100])
  })
})

it('writes no name over the top of a drawing, nor on its axis', () => {
  for (const even of [true, false]) {
    expect(nameShift(1, even)).toBeGreaterThan(0)
    expect(nameShift(0, even)).toBeLessThan(0)
  }
})
