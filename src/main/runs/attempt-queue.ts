import type { Slot } from '../store/tables/attempts.ts'
import { placeOf } from './plan.ts'

/**
 * What is left of a run, handed out in order. An attempt waits for the baseline at the same problem and repeat, against
 * whose cost it is measured: so its figures do not depend on how many attempts are made at once.
 */
export class AttemptQueue {
  /** What nobody has taken yet, in the order of the plan. */
  readonly #waiting: Set<Slot>
  readonly #underWay = new Set<Slot>()
  /** The problems and repeats whose baseline is not settled. */
  readonly #baselines: Set<string>

  /** @param pending in the order of the plan */
  constructor(pending: readonly Slot[]) {
    this.#waiting = new Set(pending)
    this.#baselines = new Set(pending.filter(isBaseline).map(placeOf))
  }

  /** Whether all is settled. */
  get isDone(): boolean {
    return this.#underWay.size + this.#waiting.size === 0
  }

  /** What is not settled. */
  get left(): readonly Slot[] {
    return [...this.#underWay, ...this.#waiting]
  }

  /** In the order in which they were handed out. */
  get underWay(): readonly Slot[] {
    return [...this.#underWay]
  }

  /** The next one that may begin, under way from here on; null where there is none now. */
  take(): Slot | null {
    for (const slot of this.#waiting) {
      if (!isBaseline(slot) && this.#baselines.has(placeOf(slot))) continue
      this.#waiting.delete(slot)
      this.#underWay.add(slot)
      return slot
    }
    return null
  }

  /** It is done, for good or bad. */
  settle(slot: Slot): void {
    this.#underWay.delete(slot)
    if (isBaseline(slot)) this.#baselines.delete(placeOf(slot))
  }
}

function isBaseline({ method }: Slot): boolean {
  return method === 'baseline'
}
