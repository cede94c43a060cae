import { SvelteSet } from 'svelte/reactivity'
import type { Position } from './steps.ts'

/** The steps of an attempt whose rejected drafts a reader has opened. */
export class OpenedDrafts {
  readonly #steps = new SvelteSet<string>()

  has(step: Position): boolean {
    return this.#steps.has(keyOf(step))
  }

  toggle(step: Position): void {
    const key = keyOf(step)
    if (!this.#steps.delete(key)) this.#steps.add(key)
  }
}

function keyOf({ path, step }: Position): string {
  return `${path}/${step}`
}
