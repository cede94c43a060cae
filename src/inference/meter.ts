import type { Usage } from '../shared/cost.ts'

/** Counts what one call evaluates. */
export class Meter {
  readonly #flops: (position: number) => number
  readonly #start = performance.now()
  #prefilled = 0
  #decoded = 0
  #total = 0
  #repeated = 0

  constructor(flops: (position: number) => number) {
    this.#flops = flops
  }

  /** Tokens that were read, from a position on; `repeated` of them not for the first time. */
  read(position: number, count: number, repeated: number): void {
    this.#prefilled += count
    this.#count(position, count, repeated)
  }

  /** A token that was evaluated to sample the next one. */
  sampled(position: number, repeated: boolean): void {
    this.#decoded += 1
    this.#count(position, 1, repeated ? 1 : 0)
  }

  usage(): Usage {
    return {
      prefilled: this.#prefilled,
      decoded: this.#decoded,
      ms: performance.now() - this.#start,
      flops: this.#total,
      boundary: Math.min(1, this.#repeated),
      reevaluated: Math.max(0, this.#repeated - 1)
    }
  }

  #count(position: number, count: number, repeated: number): void {
    for (let i = 0; i < count; i++) this.#total += this.#flops(position + i)
    this.#repeated += repeated
  }
}
