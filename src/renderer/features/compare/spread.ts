/** A disc on a drawing, with what it stands for. */
export interface Disc<T> {
  readonly item: T
  /** Where it belongs. */
  readonly x: number
  readonly y: number
  /** Where it is drawn: beside that, where another is in the way. */
  readonly shownX: number
  readonly shownY: number
}

/** Directions in which a disc steps aside, in eighths of a turn: up and down first, which leaves the time or price alone. */
const EIGHTHS = [2, 6, 1, 3, 5, 7, 0, 4]
const RINGS = 6

/**
 * Moves discs that would hide each other apart, as little as it takes: the first stays, each later one goes to the nearest
 * place on rings around its own where it touches none.
 *
 * @param distance between the centres of two discs at least
 * @param within the drawing's edges for a centre
 */
export function spread<T>(
  points: readonly { readonly item: T; readonly x: number; readonly y: number }[],
  distance: number,
  within: {
    readonly left: number
    readonly right: number
    readonly top: number
    readonly bottom: number
  }
): Disc<T>[] {
  const placed: Disc<T>[] = []
  for (const { item, x, y } of points) {
    const [shownX, shownY] = ringsAround(x, y, distance).find(
      ([tryX, tryY], index) =>
        (index === 0 || isWithin(tryX, tryY, within)) &&
        placed.every((disc) => Math.hypot(disc.shownX - tryX, disc.shownY - tryY) >= distance)
    ) ?? [x, y]
    placed.push({ item, x, y, shownX, shownY })
  }
  return placed
}

/** A place, and others around it, the nearest first. */
function ringsAround(x: number, y: number, distance: number): [number, number][] {
  const places: [number, number][] = [[x, y]]
  for (let ring = 1; ring <= RINGS; ring++) {
    for (const eighth of EIGHTHS) {
      const radius = (distance * ring) / 2
      const angle = (eighth * Math.PI) / 4
      places.push([x + radius * Math.cos(angle), y + radius * Math.sin(angle)])
    }
  }
  return places
}

function isWithin(
  x: number,
  y: number,
  { left, right, top, bottom }: Parameters<typeof spread>[2]
): boolean {
  return x >= left && x <= right && y >= top && y <= bottom
}
