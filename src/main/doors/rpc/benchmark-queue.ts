interface Waiting<Options> {
  readonly run: string
  readonly options: Options
  /** Whether it was left by an earlier process, and begins only when somebody says so. */
  readonly isHeld: boolean
}

/** The benchmarks of this process that wait for their turn, in the order of their starts unless a person moves one. */
export class BenchmarkQueue<Options> {
  #waiting: Waiting<Options>[] = []

  /** Ids of the runs, the next one first. */
  get runs(): readonly string[] {
    return this.#waiting.map(({ run }) => run)
  }

  /** Those that begin only when somebody says so. */
  get held(): readonly string[] {
    return this.#waiting.filter(({ isHeld }) => isHeld).map(({ run }) => run)
  }

  /** All that wait, with how they are begun. */
  get starts(): readonly { readonly run: string; readonly options: Options }[] {
    return this.#waiting
  }

  has(run: string): boolean {
    return this.#waiting.some((one) => one.run === run)
  }

  /** @param first whether it goes before the others, as one does that was refused its turn. */
  add(run: string, options: Options, { first = false, isHeld = false } = {}): void {
    const waiting = { run, options, isHeld }
    if (first) this.#waiting.unshift(waiting)
    else this.#waiting.push(waiting)
  }

  /** The next one that may begin, which waits no longer. */
  take(): { readonly run: string; readonly options: Options } | undefined {
    const next = this.#waiting.find(({ isHeld }) => !isHeld)
    if (next) this.remove(next.run)
    return next
  }

  /** Lets what was held begin when its turn comes. */
  release(): void {
    this.#waiting = this.#waiting.map((one) => ({ ...one, isHeld: false }))
  }

  remove(run: string): void {
    this.#waiting = this.#waiting.filter((one) => one.run !== run)
  }

  /** Puts a run so many places nearer to its turn, or farther from it where `places` is negative. */
  advance(run: string, places: number): void {
    const from = this.#waiting.findIndex((one) => one.run === run)
    const [moved] = this.#waiting.splice(from, from < 0 ? 0 : 1)
    if (moved) this.#waiting.splice(Math.max(0, from - places), 0, moved)
  }

  clear(): void {
    this.#waiting = []
  }
}
