import { flushSync } from 'svelte'

/** Whether the page is being laid out for paper. */
class Printing {
  now = $state(false)

  constructor() {
    const paper = matchMedia('print')
    this.now = paper.matches
    paper.addEventListener('change', ({ matches }) => this.#turn(matches))
    addEventListener('beforeprint', () => this.#turn(true))
    addEventListener('afterprint', () => this.#turn(false))
  }

  /** The paper is laid out as soon as its event has been handled: what goes on it has to stand by then. */
  #turn(now: boolean): void {
    flushSync(() => (this.now = now))
  }
}

export const printing = new Printing()
