import type { Waiting } from './batch-plan.ts'

/** Divides waiting evaluations into batches: groups of indices. */
export type BatchPlanner = (waiting: readonly Waiting[]) => readonly (readonly number[])[]

interface Evaluation extends Waiting {
  readonly start: () => Promise<void>
}

/**
 * Brings the evaluations of several threads together, so that they share batches: the engine's own queue lets one
 * thread run ahead of the others, and then batches all but one. A thread that has entered is waited for, until it
 * leaves; when all wait, the planner decides who goes together.
 */
export class Dispatcher {
  readonly #plan: BatchPlanner
  readonly #onBatch: (tokens: number, ms: number) => void
  #entered = 0
  #waiting: Evaluation[] = []
  #round: Evaluation[][] = []
  #running = false
  #scheduled = false

  /** @param onBatch told how many tokens each batch had, and what it took */
  constructor(plan: BatchPlanner, onBatch: (tokens: number, ms: number) => void = () => undefined) {
    this.#plan = plan
    this.#onBatch = onBatch
  }

  /** Announces evaluations to come. Returns the function that ends this. */
  enter(): () => void {
    this.#entered += 1
    let left = false
    return () => {
      if (left) return
      left = true
      this.#entered -= 1
      this.#advance()
    }
  }

  /** Evaluates, in one batch with others where that is faster. `evaluate` must queue its tokens at once. */
  run<T>({ tokens, sequence }: Waiting, evaluate: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ tokens, sequence, start: () => evaluate().then(resolve, reject) })
      this.#advance()
    })
  }

  #advance(): void {
    if (this.#running) return
    const next = this.#round.shift()
    if (next !== undefined) {
      this.#running = true
      const began = performance.now()
      const tokens = next.reduce((sum, waiting) => sum + waiting.tokens, 0)
      const done = () => {
        this.#onBatch(tokens, performance.now() - began)
        this.#running = false
        this.#advance()
      }
      Promise.all(next.map(({ start }) => start())).then(done, done)
      return
    }
    if (!this.#everyoneWaits() || this.#scheduled) return
    // Whoever enters in the same turn of the event loop joins this round.
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#everyoneWaits()) this.#beginRound()
    })
  }

  #everyoneWaits(): boolean {
    return this.#waiting.length > 0 && this.#waiting.length >= this.#entered
  }

  #beginRound(): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.#round = this.#plan(waiting).map((group) => group.map((index) => waiting[index]!))
    this.#advance()
  }
}
