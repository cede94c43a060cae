import { describe, expect, it } from 'vitest'
import { apart } from '../../../src/renderer/features/benchmark/scale.ts'

describe('labels that are moved apart', () => {
  it('keeps those that are far enough from each other', () => {
    expect(apart([30, 10, 50], 12)).toEqual([30, 10, 50])
  })

  it('moves those that are too near, in the order in which they lie', () => {
    expect(apart([20, 10, 10], 12)).toEqual([34, 10, 22])
  })
})
