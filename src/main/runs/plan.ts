import { createRandom, deriveSeed } from '../../core/random.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { Slot } from '../store/tables/attempts.ts'
import type { RunHead } from '../store/tables/runs.ts'

/** The problems of the set that a run takes: the first `limit` of a seeded `sample`, in the set's order. */
export function chooseProblems(
  problems: readonly Problem[],
  { limit, sample, seed }: { limit: number | null; sample: number | null; seed: number }
): Problem[] {
  return draw(problems, sample, deriveSeed(seed, 'sample')).slice(0, limit ?? problems.length)
}

function draw(problems: readonly Problem[], count: number | null, seed: number): Problem[] {
  if (count === null || count >= problems.length) return [...problems]
  const random = createRandom(seed)
  const positions = problems.map((_, position) => position)
  // Fisher and Yates, from the front and only as far as needed.
  for (let index = 0; index < count; index++) {
    const other = index + random.integer(positions.length - index)
    ;[positions[index], positions[other]] = [positions[other]!, positions[index]!]
  }
  return positions
    .slice(0, count)
    .sort((a, b) => a - b)
    .map((position) => problems[position]!)
}

/**
 * Every place of the queue in order: problem by problem with all methods, so that what is done so far compares
 * methods on the same problems; the baseline first, since the others' costs are measured against it.
 */
export function planSlots(
  { methods, repeats }: Pick<RunConfig, 'methods' | 'repeats'>,
  problemCount: number
): Slot[] {
  const ordered = [...methods].sort((a, b) => Number(b === 'baseline') - Number(a === 'baseline'))
  const slots: Slot[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let problem = 0; problem < problemCount; problem++) {
      for (const method of ordered) slots.push({ problem, method, repeat })
    }
  }
  return slots
}

/** The places that no attempt has settled. */
export function pendingSlots(slots: readonly Slot[], settled: readonly Slot[]): Slot[] {
  const taken = new Set(settled.map(slotName))
  return slots.filter((slot) => !taken.has(slotName(slot)))
}

/** One name for each problem and repeat: all methods meet there. */
export function placeOf({ problem, repeat }: Pick<Slot, 'problem' | 'repeat'>): string {
  return `${problem} ${repeat}`
}

/** One name for each place of the queue. */
function slotName({ problem, method, repeat }: Slot): string {
  return `${problem} ${method} ${repeat}`
}

/**
 * An attempt's seed follows from what it is, so that order and interruption change nothing. Whoever solves a single
 * problem gets the seed that was asked for, and the same text again by asking for it again.
 */
export function attemptSeed(
  { kind, seed }: Pick<RunHead, 'kind' | 'seed'>,
  problemId: string,
  { method, repeat }: Slot
): number {
  return kind === 'solve' ? seed : deriveSeed(seed, problemId, method, repeat)
}
