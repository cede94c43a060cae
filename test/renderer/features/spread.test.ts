import { expect, test } from 'vitest'
import { spread } from '../../../src/renderer/features/compare/spread.ts'

const EDGES = { left: 0, right: 300, top: 0, bottom: 200 }

test('leaves discs alone that do not touch', () => {
  const discs = spread(
    [
      { item: 'A', x: 20, y: 20 },
      { item: 'B', x: 60, y: 20 }
    ],
    19,
    EDGES
  )
  expect(discs.map(({ shownX, shownY }) => [shownX, shownY])).toEqual([
    [20, 20],
    [60, 20]
  ])
})

test('moves discs on one spot apart, each within sight of it and inside the drawing', () => {
  const points = ['A', 'B', 'C', 'D', 'E'].map((item) => ({ item, x: 295, y: 4 }))
  const discs = spread(points, 19, EDGES)
  for (const [index, one] of discs.entries()) {
    expect(one).toMatchObject({ x: 295, y: 4 })
    expect(Math.hypot(one.shownX - one.x, one.shownY - one.y)).toBeLessThan(3 * 19)
    expect(one.shownX).toBeLessThanOrEqual(300)
    expect(one.shownY).toBeGreaterThanOrEqual(0)
    for (const other of discs.slice(index + 1)) {
      expect(
        Math.hypot(one.shownX - other.shownX, one.shownY - other.shownY)
      ).toBeGreaterThanOrEqual(19)
    }
  }
})
