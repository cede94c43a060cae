/**
 * Positions moved as little as needed so that any two are so far apart, in the order in which they were given.
 *
 * @param most the edge of the drawing: none is moved beyond it
 */
export function apart(
  positions: readonly number[],
  least: number,
  most: number = Number.POSITIVE_INFINITY
): number[] {
  const moved = [...positions]
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!)
  for (const [rank, index] of order.entries()) {
    const above = order[rank - 1]
    if (above !== undefined) moved[index] = Math.max(moved[index]!, moved[above]! + least)
  }
  let edge = most
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index]!, edge)
    edge = moved[index] - least
  }
  return moved
}

/** A point of a drawing in pixels, its name, and where the line of its interval begins and ends above and below it. */
export interface NamedPoint {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly interval: readonly [top: number, bottom: number] | null
}

/** A part of a drawing, in pixels. */
export interface Rectangle {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where a text begins or ends, as `text-anchor` says, and its base line. */
export interface PlacedName {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'end'
}

/** Of a text of 12 px: a letter on average, how far it rises over its base line, and how far it hangs below. */
const [LETTER, RISES, HANGS] = [6.5, 10, 3]
/** From the middle of a point to the text beside it, and to the edge of the point. */
const [ASIDE, RADIUS] = [8, 5]

/** How much worse a pixel is that is cut off than one that lies on something. */
const OUTSIDE = 100

/** Where a name may stand at its point, the best first: the side, and the base line below the point. */
const PLACES = [-5, 15, 29, -19].flatMap((below) => [
  { anchor: 'start' as const, below },
  { anchor: 'end' as const, below }
])

/**
 * Places the names of points one after the other, each where it covers least of points, intervals, names that stand already
 * and upright lines; none leaves the room where a place within is left.
 */
export function placedNames(
  points: readonly NamedPoint[],
  room: Rectangle,
  uprights: readonly Pick<Rectangle, 'left' | 'top' | 'bottom'>[] = []
): PlacedName[] {
  const lines = [
    ...uprights,
    ...points.flatMap(({ x: left, interval }) =>
      interval === null ? [] : [{ left, top: interval[0], bottom: interval[1] }]
    )
  ].map(({ left, top, bottom }) => ({ left: left - 1, right: left + 1, top, bottom }))
  const covered: Rectangle[] = [
    ...lines,
    ...points.map(({ x, y }) => ({
      ...{ left: x - RADIUS, right: x + RADIUS },
      ...{ top: y - RADIUS, bottom: y + RADIUS }
    }))
  ]
  return points.map(({ name, x, y }) => {
    const tried = PLACES.map(({ anchor, below }) => {
      const at = { x: anchor === 'start' ? x + ASIDE : x - ASIDE, y: y + below, anchor }
      const box = boxOf(name, at)
      const outside = areaOf(box) - common(box, room)
      const covers = covered.reduce((sum, other) => sum + common(box, other), 0)
      return { at, box, cost: covers + OUTSIDE * outside }
    })
    const best = tried.reduce((least, one) => (one.cost < least.cost ? one : least))
    covered.push(best.box)
    return best.at
  })
}

function boxOf(name: string, { x, y, anchor }: PlacedName): Rectangle {
  const length = name.length * LETTER
  const left = anchor === 'start' ? x : x - length
  return { left, right: left + length, top: y - RISES, bottom: y + HANGS }
}

function areaOf({ left, right, top, bottom }: Rectangle): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top)
}

function common(a: Rectangle, b: Rectangle): number {
  return areaOf({
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom)
  })
}
