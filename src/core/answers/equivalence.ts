/** Whether two answers are the same mathematics. `undecidable` means ungradable: never counted as right. */
export interface Equivalence {
  readonly verdict: 'equal' | 'different' | 'undecidable'
  /** Why, in words for a reader. */
  readonly reason: string
}

export function equal(reason: string): Equivalence {
  return { verdict: 'equal', reason }
}

export function different(reason: string): Equivalence {
  return { verdict: 'different', reason }
}

export function undecidable(reason: string): Equivalence {
  return { verdict: 'undecidable', reason }
}

/** Equal when all are; different as soon as one is, for the others no longer matter. */
export function every(verdicts: Iterable<Equivalence>, reason: string): Equivalence {
  let open: Equivalence | null = null
  for (const verdict of verdicts) {
    if (verdict.verdict === 'different') return verdict
    if (verdict.verdict === 'undecidable') open ??= verdict
  }
  return open ?? equal(reason)
}

/** Equal as soon as one reading is; different when one could be told and none is equal. */
export function any(verdicts: Iterable<Equivalence>): Equivalence {
  let best = undecidable('it cannot be read')
  for (const verdict of verdicts) {
    if (verdict.verdict === 'equal') return verdict
    if (best.verdict === 'undecidable') best = verdict
  }
  return best
}
