import { describe, expect, it } from 'vitest'
import { apart, placedNames } from '../../src/shared/chart-names.ts'

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

describe('the names of points', () => {
  const room = { left: 40, right: 400, top: 10, bottom: 240 }
  const point = (name: string, x: number, y: number) => ({ name, x, y, interval: null })

  it('stand above to the right of them, where nothing is in the way', () => {
    expect(placedNames([point('ssr', 100, 100), point('draft', 200, 180)], room)).toEqual([
      { x: 108, y: 95, anchor: 'start' },
      { x: 208, y: 175, anchor: 'start' }
    ])
  })

  it('stay within the drawing', () => {
    const corners = [
      point('a', 45, 26),
      point('b', 395, 26),
      point('c', 45, 238),
      point('d', 395, 238)
    ]
    const places = placedNames(corners, room)
    expect(places.map(({ anchor }) => anchor)).toEqual(['start', 'end', 'start', 'end'])
    for (const { y } of places) {
      expect(y).toBeGreaterThan(room.top)
      expect(y).toBeLessThan(room.bottom)
    }
  })

  it('do not lie on each other, nor on a point', () => {
    const same = ['one', 'two', 'six', 'ten'].map((name) => point(name, 200, 100))
    const places = placedNames(same, room)
    for (const side of ['start', 'end']) {
      const [first, second] = places.filter(({ anchor }) => anchor === side)
      expect(Math.abs(first!.y - second!.y)).toBeGreaterThanOrEqual(13)
    }
    expect(placedNames([point('one', 100, 100), point('two', 115, 95)], room)[0]).not.toEqual({
      ...{ x: 108, y: 95 },
      anchor: 'start'
    })
  })

  it('do not cross an interval or an upright line', () => {
    const crossed = { name: 'baseline', x: 230, y: 150, interval: [80, 200] as const }
    expect(placedNames([point('ssr-adaptive', 220, 120), crossed], room)[0]).toMatchObject({
      anchor: 'end'
    })
    const upright = [{ left: 230, top: 26, bottom: 240 }]
    expect(placedNames([point('ssr-adaptive', 220, 120)], room, upright)[0]).toMatchObject({
      anchor: 'end'
    })
  })
})
