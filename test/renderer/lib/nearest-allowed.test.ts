import { expect, it } from 'vitest'
import { nearestAllowed } from '../../../src/renderer/lib/nearest-allowed.ts'

const paths = { min: 1, max: 26, step: 1 }
const threshold = { min: 0, max: 9, step: 0.1 }

it.each([
  [2.5, paths, 3],
  [0.2, paths, 1],
  [26.4, paths, 26],
  [400, paths, 26],
  [-3, paths, 1],
  [7, paths, 7],
  [4.25, threshold, 4.25],
  [12, threshold, 9]
])('of %d a field with %o makes %d', (typed, range, kept) => {
  expect(nearestAllowed(typed, range)).toBe(kept)
})
