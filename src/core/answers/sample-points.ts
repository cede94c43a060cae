import { type Complex, complex } from './numbers/complex.ts'
import type { Rational } from './numbers/rational.ts'

/** Values for the free symbols of two expressions at which they are compared. */
export interface SamplePoint {
  readonly values: ReadonlyMap<string, Complex>
  /** The same values as fractions where they are whole numbers. */
  readonly exact: ReadonlyMap<string, Rational> | null
  /** Every value is above zero. */
  readonly isPositive: boolean
}

const kinds = ['positive', 'negative', 'whole', 'mixed', 'large', 'negative-whole'] as const

/**
 * Points in a fixed order, the same in every run. Negative ones tell |x| from x, whole ones suit n! and (-1)^n, and
 * large ones find what agrees only near one.
 */
export function* samplePoints(symbols: readonly string[], count: number): Generator<SamplePoint> {
  const points = pointsFor(symbols)
  for (let index = 0; index < count; index++) yield (points.known[index] ??= points.draw(index))
}

interface Points {
  readonly known: SamplePoint[]
  /** Draws the next point. */
  draw(index: number): SamplePoint
}

/** Most formulas are of the same few symbols. */
const drawn = new Map<string, Points>()
const mostDrawn = 100

function pointsFor(symbols: readonly string[]): Points {
  const key = symbols.join('\0')
  let points = drawn.get(key)
  if (points) return points
  const random = sequence(20_250_101)
  points = { known: [], draw: (index) => pointAt(index, symbols, random) }
  if (drawn.size >= mostDrawn) drawn.clear()
  drawn.set(key, points)
  return points
}

function pointAt(index: number, symbols: readonly string[], random: () => number): SamplePoint {
  const kind = kinds[index % kinds.length] ?? 'positive'
  const numbers = symbols.map((_, position) => draw(kind, position, random))
  const isWhole = kind === 'whole' || kind === 'negative-whole'
  return {
    values: new Map(symbols.map((name, at) => [name, complex(numbers[at] ?? 0)])),
    exact: isWhole
      ? new Map(
          symbols.map((name, at) => [
            name,
            { numerator: BigInt(numbers[at] ?? 0), denominator: 1n }
          ])
        )
      : null,
    isPositive: numbers.every((value) => value > 0)
  }
}

function draw(kind: (typeof kinds)[number], position: number, random: () => number): number {
  switch (kind) {
    case 'positive':
      return 0.3 + 1.9 * random()
    case 'negative':
      return -(0.2 + 2.1 * random())
    case 'whole':
      return 2 + position + Math.floor(6 * random())
    case 'mixed':
      return (position % 2 === 0 ? -1 : 1) * (0.2 + 2.1 * random())
    case 'large':
      return 2 + 7 * random()
    case 'negative-whole':
      return -(1 + position + Math.floor(5 * random()))
    default:
      return kind satisfies never
  }
}

/** A linear congruential generator (Numerical Recipes' constants): fractions in [0, 1), fixed by the seed. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
