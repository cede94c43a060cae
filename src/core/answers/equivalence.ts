/** Whether two answers are the same mathematics. `undecidable` means ungradable: never counted as right. */
export interface Equivalence {
  readonly equality: 'equal' | 'different' | 'undecidable'
  /** Why, in words for a reader. */
  readonly reason: string
}

export function equal(reason: string): Equivalence {
  return { equality: 'equal', reason }
}

export function different(reason: string): Equivalence {
  return { equality: 'different', reason }
}

export function undecidable(reason: string): Equivalence {
  return { equality: 'undecidable', reason }
}

/** Equal when all are; different as soon as one is, for the others no longer matter. */
export function every(parts: Iterable<Equivalence>, reason: string): Equivalence {
  let open: Equivalence | null = null
  for (const part of parts) {
    if (part.equality === 'different') return part
    if (part.equality === 'undecidable') open ??= part
  }
  return open ?? equal(reason)
}

/** Two rows of equal length, part against part; each is compared when it is asked for. */
export function* partByPart<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (left: T, right: T) => Equivalence
): Generator<Equivalence> {
  for (const [at, part] of a.entries()) yield compare(part, b[at] ?? part)
}

/** Equal as soon as one reading is; different when one could be told and none is equal. */
export function any(readings: Iterable<Equivalence>): Equivalence {
  let best = undecidable('it cannot be read')
  for (const reading of readings) {
    if (reading.equality === 'equal') return reading
    if (best.equality === 'undecidable') best = reading
  }
  return best
}
