/** The benchmarks of this process that wait for their turn, in the order of their starts unless a person moves one. */
export class BenchmarkQueue<Options> {
  #waiting: { readonly run: string; readonly options: Options }[] = []

  /** Ids of the runs, the next one first. */
  get runs(): readonly string[] {
    return this.#waiting.map(({ run }) => run)
  }

  has(run: string): boolean {
    return this.#waiting.some((one) => one.run === run)
  }

  /** @param first whether it goes before the others, as one does that was refused its turn. */
  add(run: string, options: Options, first = false): void {
    if (first) this.#waiting.unshift({ run, options })
    else this.#waiting.push({ run, options })
  }

  /** The next one, which waits no longer. */
  take(): { readonly run: string; readonly options: Options } | undefined {
    return this.#waiting.shift()
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
