import type { KeptLook } from './attempt-look.svelte.ts'
import type { Position } from './steps.ts'

/** The steps of an attempt whose rejected drafts a reader has opened. */
export class OpenedDrafts {
  readonly #look: KeptLook

  constructor(look: KeptLook) {
    this.#look = look
  }

  has(step: Position): boolean {
    return this.#look.values.drafts.some((one) => isSame(one, step))
  }

  toggle(step: Position): void {
    const { drafts } = this.#look.values
    const others = drafts.filter((one) => !isSame(one, step))
    const changed = others.length < drafts.length ? others : [...drafts, step]
    this.#look.change({ drafts: changed }, { typed: true })
  }
}

function isSame(a: Position, b: Position): boolean {
  return a.path === b.path && a.step === b.step
}
