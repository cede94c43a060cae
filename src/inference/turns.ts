interface Group {
  readonly name: string
  /** Settles when its turn has come. */
  readonly begins: Promise<void>
  readonly over: PromiseWithResolvers<void>
  /** Members that are not done. */
  left: number
}

/**
 * Who works when. What needs the models for itself goes in the order in which it was asked for; work of one name that may go
 * on together shares a turn. Who comes after somebody else waits behind them, so that a group never keeps others waiting
 * for good.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve()
  /** The group that is last in the row: whoever is of its name may join it. */
  #open: Group | null = null

  /** @param work never rejects */
  alone(work: () => Promise<void>): void {
    this.#open = null
    this.#last = this.#last.then(work)
  }

  /** @param work never rejects */
  together(name: string, work: () => Promise<void>): void {
    const group = this.#groupOf(name)
    group.left += 1
    const leave = () => {
      group.left -= 1
      if (group.left > 0) return
      if (this.#open === group) this.#open = null
      group.over.resolve()
    }
    group.begins.then(work).then(leave, leave)
  }

  #groupOf(name: string): Group {
    if (this.#open?.name === name) return this.#open
    const over = Promise.withResolvers<void>()
    const group = { name, begins: this.#last, over, left: 0 }
    this.#open = group
    this.#last = this.#last.then(() => over.promise)
    return group
  }
}
