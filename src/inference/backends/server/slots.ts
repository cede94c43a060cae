/** Which of a server's slots hold a path now. Each remembers one text: a path that stays in its own finds it there. */
export class Slots {
  readonly #free: number[]

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, index) => index)
  }

  /** The lowest free one, which remembers most of what is asked again; null where none is free: the server chooses then. */
  take(): number | null {
    return this.#free.shift() ?? null
  }

  give(slot: number | null): void {
    if (slot === null) return
    this.#free.push(slot)
    this.#free.sort((a, b) => a - b)
  }
}
