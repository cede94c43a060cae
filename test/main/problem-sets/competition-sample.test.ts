import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lastBoxed } from '../../../src/core/answers/boxed.ts'
import { importProblems } from '../../../src/main/problem-sets/import-problems.ts'
import { resourcesDirectory } from '../../../src/main/resources-directory.ts'

/** Each answer again, by a way of its own: counting everything, or coordinates and numbers where that is impossible. */
const PROOFS: Readonly<Record<string, () => number>> = {
  'algebra-1': () => {
    const star = (a: number, b: number) => a * b - a + 2 * b
    return bisect((x) => star(star(x, 3), 2) - 25, 0, 100)
  },
  'algebra-2': () => {
    const middle = bisect((m) => (m - 2) * m * (m + 2) - 15 * m, 1, 100)
    return middle * middle
  },
  'algebra-3': () => count(range(-1000, 1000), (n) => Math.abs(n * n - 20 * n + 64) <= 36),
  'algebra-4': () => bisect((x) => Math.sqrt(3 * x + 1) - Math.sqrt(x - 4) - 5, 6, 1000),
  'algebra-5': () => {
    let [sum, numerator, denominator] = [0, 3, 1]
    for (let n = 1; n <= 2026; n++) {
      sum += numerator / denominator
      ;[numerator, denominator] = [numerator - denominator, numerator + denominator]
      const divisor = greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator))
      ;[numerator, denominator] = [numerator / divisor, denominator / divisor]
    }
    return sum
  },
  'algebra-6': () => {
    // Lagrange's form through the four given points.
    const given = [1, 2, 3, 4]
    return total(given, (k) =>
      given.filter((j) => j !== k).reduce((term, j) => (term * (5 - j)) / (k - j), 1 / (k * k))
    )
  },
  // With y = 1, which loses nothing for a homogeneous form: the least ratio over a grid that is refined.
  'algebra-7': () => {
    let [x, z, reach] = [1, 1, 1]
    const ratio = (a: number, c: number) =>
      a + c > 0 ? (a * a + 2 + 3 * c * c) / (a + c) : Infinity
    for (let round = 0; round < 60; round++) {
      const steps = range(-10, 10).map((step) => (step * reach) / 10)
      const points = steps.flatMap((dx) => steps.map((dz) => [x + dx, z + dz] as const))
      ;[x, z] = points.reduce((best, point) => (ratio(...point) < ratio(...best) ? point : best))
      reach *= 0.6
    }
    return ratio(x, z)
  },
  'algebra-8': () =>
    total(
      range(-200, 200).filter((c) => allRootsReal([1, -10, 33, -40, c])),
      (c) => c
    ),
  'number-theory-1': () => Number((7n ** 2026n + 8n ** 2026n) % 15n),
  'number-theory-2': () =>
    count(range(1, 21600), (d) => 21600 % d === 0 && d % 12 === 0 && d % 9 !== 0),
  'number-theory-3': () => first((n) => n % 26 === 0 && digitSum(n) === 26),
  // 1/x < 1/15 and 2/y < 1/15; then x <= 15 * 31 and y <= 30 * 16.
  'number-theory-4': () =>
    total(range(1, 1000), (x) => count(range(1, 1000), (y) => 15 * (y + 2 * x) === x * y)),
  'number-theory-5': () => {
    let product = range(101, 200).reduce((value, n) => value * BigInt(n), 1n)
    let power = 0
    for (; product % 6n === 0n; product /= 6n) power++
    return power
  },
  'number-theory-6': () => count(range(1, 999), (n) => (n * n + n + 1) % 91 === 0),
  'number-theory-7': () =>
    count(range(1, 1000), (n) => greatestCommonDivisor(n * n + 1, (n + 3) ** 2 + 1) > 1),
  'number-theory-8': () => {
    let power = 1
    return first(() => (power = (power * 3) % 10_000) === 1)
  },
  'combinatorics-1': () =>
    count(range(100, 999), (n) => {
      const [a, b, c] = [...String(n)].map(Number) as [number, number, number]
      return (a < b && b < c) || (a > b && b > c)
    }),
  'combinatorics-2': () =>
    count(
      permutations(6),
      (row) => row[0] !== 0 && row[5] !== 0 && row.indexOf(1) < row.indexOf(2)
    ),
  'combinatorics-3': () => {
    const cover = (left: number, lastWhite: boolean): number =>
      left === 0
        ? 1
        : 2 * cover(left - 1, false) + (left >= 2 && !lastWhite ? cover(left - 2, true) : 0)
    return cover(10, false)
  },
  'combinatorics-4': () => {
    const walk = (x: number, y: number): number => {
      if (x > 6 || y > 6 || (x === y && (x === 2 || x === 4))) return 0
      return x === 6 && y === 6 ? 1 : walk(x + 1, y) + walk(x, y + 1)
    }
    return walk(0, 0)
  },
  'combinatorics-5': () => count(range(0, 4095), (subset) => (subset & (subset << 3)) === 0),
  'combinatorics-6': () => {
    const proper = words(3, 6).filter((c) => c.every((colour, i) => colour !== c[(i + 1) % 6]))
    const rotations = (c: readonly number[]) =>
      range(0, 5).map((by) => [...c.slice(by), ...c.slice(0, by)].join(''))
    return new Set(proper.map((c) => rotations(c).sort()[0])).size
  },
  'combinatorics-7': () => count(words(5, 5), (f) => f.every((value) => f[f[value]!] === value)),
  'combinatorics-8': () => {
    const pairings = (left: readonly number[]): number => {
      const [one, ...others] = left
      if (one === undefined) return 1
      return total(
        others.filter((other) => one + other !== 11),
        (other) => pairings(others.filter((number) => number !== other))
      )
    }
    return pairings(range(1, 10))
  },
  'geometry-1': () => {
    const centre = circumcentre([0, 0], [9, 0], [9, 12])
    return Math.PI * distance(centre, [0, 0]) ** 2 - 9 * 12
  },
  'geometry-2': () => {
    // The incentre is the mean of the corners weighted by the opposite sides; A = (0, 0), B = (21, 0).
    const x = (13 ** 2 + 21 ** 2 - 20 ** 2) / (2 * 21)
    const y = Math.sqrt(13 ** 2 - x * x)
    return (21 * y) / (13 + 20 + 21)
  },
  'geometry-3': () => {
    // The square's upper side lies on both legs at the height s over the hypotenuse from (0, 0) to (17, 0).
    const height = (8 * 15) / 17
    const width = (s: number) => 17 * (1 - s / height)
    return bisect((s) => width(s) - s, 0, height)
  },
  'geometry-4': () => {
    const x = bisect((b) => Math.hypot(b, 9 - 4) - 13, 0, 13)
    const touch = [(4 / 13) * x, 4 + (4 / 13) * (9 - 4)] as const
    return area([0, 0], [x, 0], touch)
  },
  'geometry-5': () => {
    const onCircle = (t: number) => distance([t, t], [3, 1.5]) - distance([0, 0], [3, 1.5])
    const t = bisect(onCircle, 1, 6)
    return distance([0, 6], [t, t])
  },
  'geometry-6': () => {
    const [b, c] = [polar(7, 0), polar(8, 120)]
    // Where the ray at 60 degrees has crossed BC, it is on the other side of the line.
    const side = (r: number) => area(b, c, polar(r, 60))
    return bisect(side, 0, 8)
  },
  'geometry-7': () => {
    // The volume two ways: over the right-angled base, and over the opposite face, whose area is a cross product's.
    const cross = [4 * 12, 3 * 12, 3 * 4]
    return (3 * ((3 * 4 * 12) / 6)) / (Math.hypot(...cross) / 2)
  },
  'geometry-8': () =>
    bisect(
      (a) => {
        // The point at distances 5 and 7 from (0, 0) and (a, 0), above the base.
        const x = (25 - 49 + a * a) / (2 * a)
        const y = Math.sqrt(25 - x * x)
        return distance([x, y], polar(a, 60)) - 8
      },
      8,
      12 - 1e-9
    ),
  'probability-1': () => share(words(6, 2), ([a, b]) => ((a! + 1) * (b! + 1)) % 6 === 0),
  'probability-2': () =>
    share(
      words(12, 3).filter((balls) => new Set(balls).size === 3),
      (balls) => count(balls, (ball) => ball < 5) >= 2
    ),
  'probability-3': () => share(range(0, 127), (tosses) => (tosses & (tosses << 1)) === 0),
  'probability-4': () => {
    // [no odd number yet, one so far] after each roll.
    let [won, none, one] = [0, 1, 0]
    for (let roll = 0; roll < 1000; roll++) {
      won += (none + one) / 6
      ;[none, one] = [(none * 2) / 6, (one * 2) / 6 + (none * 3) / 6]
    }
    return won
  },
  'probability-5': () => share(permutations(6), (row) => count(row, (n) => row[n] === n) === 2),
  // For each x the y form an interval; its length is linear between sixths, where midpoints are exact.
  'probability-6': () =>
    total(range(0, 5999), (i) => {
      const x = (i + 0.5) / 6000
      return Math.max(0, Math.min(1, x + 1 / 3) - Math.max(1 - x, x - 1 / 3, 0)) / 6000
    }),
  'probability-7': () => {
    const expected = (sum: number): number =>
      sum >= 6 ? 0 : 1 + total(range(1, 6), (roll) => expected(sum + roll)) / 6
    return expected(0)
  },
  'probability-8': () => {
    const neighbours = (p: number) =>
      range(0, 8).filter(
        (q) => Math.abs((p % 3) - (q % 3)) + Math.abs(Math.floor(p / 3) - Math.floor(q / 3)) === 1
      )
    let chance = Array<number>(9).fill(0)
    for (let round = 0; round < 2000; round++) {
      chance = chance.map((_, p) =>
        p === 0 ? 0 : p === 8 ? 1 : mean(neighbours(p).map((q) => chance[q]!))
      )
    }
    return mean(neighbours(0).map((q) => chance[q]!))
  }
}

const { problems } = await importProblems(
  join(resourcesDirectory(), 'problem-sets', 'competition-sample.jsonl')
)

describe('the competition sample', () => {
  it('has 40 problems, eight a subject, every level in every subject', () => {
    expect(problems).toHaveLength(40)
    for (const subject of [
      'algebra',
      'number-theory',
      'combinatorics',
      'geometry',
      'probability'
    ]) {
      const levels = problems.filter((one) => one.subject === subject).map(({ level }) => level)
      expect(levels).toHaveLength(8)
      expect(new Set(levels)).toEqual(new Set([1, 2, 3, 4, 5]))
    }
  })

  it('has solutions that end in their answers', () => {
    for (const { solution, answer } of problems) expect(lastBoxed(solution!)).toBe(answer)
  })

  it('has a proof for each of its answers', () => {
    expect(problems.map(({ id }) => id)).toEqual(Object.keys(PROOFS))
  })

  it.each(problems)('$id is $answer', ({ id, answer }) => {
    expect(PROOFS[id]!()).toBeCloseTo(valueOf(answer!), 8)
  })
})

/** The number that an answer of the set denotes: a sum of terms such as `12`, `3\sqrt{10}`, `\frac{225\pi}{4}`. */
function valueOf(answer: string): number {
  return total(answer.replace(' - ', ' + -').split(' + '), (term) => {
    const fraction = /^(-?)\\frac\{(.+)\}\{(\d+)\}$/.exec(term)
    if (fraction) return (fraction[1] ? -1 : 1) * (valueOf(fraction[2]!) / Number(fraction[3]))
    const product = /^(-?\d+)?(?:\\sqrt\{(\d+)\}|(\\pi))?$/.exec(term)
    if (!product || term === '') throw new Error(`Expected a number, got ${term}`)
    const [, factor = '1', root, pi] = product
    return Number(factor) * (root ? Math.sqrt(Number(root)) : pi ? Math.PI : 1)
  })
}

type Point = readonly [x: number, y: number]

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}

function count<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return count(items, holds) / items.length
}

function mean(values: readonly number[]): number {
  return total(values, (value) => value) / values.length
}

/** The first whole number from 1 on for which it holds. */
function first(holds: (n: number) => boolean): number {
  let n = 1
  while (!holds(n)) n++
  return n
}

function words(letters: number, length: number): number[][] {
  if (length === 0) return [[]]
  return words(letters, length - 1).flatMap((word) =>
    range(0, letters - 1).map((l) => [...word, l])
  )
}

function permutations(length: number): number[][] {
  return words(length, length).filter((word) => new Set(word).size === length)
}

function digitSum(n: number): number {
  return total([...String(n)], Number)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** The only sign change of a continuous function between two places. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  if (Math.sign(f(low)) === Math.sign(f(high))) throw new Error('Expected a change of sign')
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2
    if (Math.sign(f(middle)) === Math.sign(f(low))) low = middle
    else high = middle
  }
  return low
}

function distance(p: Point, q: Point): number {
  return Math.hypot(p[0] - q[0], p[1] - q[1])
}

function polar(radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}

/** Positive where the corners go anticlockwise. */
function area(a: Point, b: Point, c: Point): number {
  return ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
}

function circumcentre(a: Point, b: Point, c: Point): Point {
  const squares = [a, b, c].map(([x, y]) => x * x + y * y) as [number, number, number]
  const weigh = (axis: 0 | 1) =>
    squares[0] * (b[axis] - c[axis]) +
    squares[1] * (c[axis] - a[axis]) +
    squares[2] * (a[axis] - b[axis])
  return [weigh(1) / (4 * area(a, b, c)), -weigh(0) / (4 * area(a, b, c))]
}

/**
 * Are all roots of a polynomial with whole coefficients real, counted with multiplicity? Newton's sums and Hermite's
 * criterion: exactly when the Hankel matrix of the power sums is positive semidefinite, so when all its principal
 * minors are at least 0.
 */
function allRootsReal(coefficients: readonly number[]): boolean {
  const degree = coefficients.length - 1
  const sums: number[] = []
  for (let k = 0; k <= 2 * degree - 2; k++) {
    const earlier = range(1, Math.min(k - 1, degree))
    const known = k === 0 ? -degree : total(earlier, (i) => coefficients[i]! * sums[k - i]!)
    sums[k] = -known - (k >= 1 && k <= degree ? k * coefficients[k]! : 0)
  }
  return range(1, 2 ** degree - 1).every((subset) => {
    const chosen = range(0, degree - 1).filter((i) => subset & (1 << i))
    return determinant(chosen.map((i) => chosen.map((j) => BigInt(sums[i + j]!)))) >= 0n
  })
}

function determinant(matrix: readonly (readonly bigint[])[]): bigint {
  const [top, ...rest] = matrix
  if (top === undefined) return 1n
  return top.reduce((sum, entry, column) => {
    const minor = rest.map((row) => row.filter((_, other) => other !== column))
    return sum + (column % 2 === 0 ? 1n : -1n) * entry * determinant(minor)
  }, 0n)
}
