import { type QueryFields, readQuery, writeQuery } from './query.ts'
import { router } from './router.svelte.ts'
import type { Screen } from './screens.ts'

/** The part of a screen's state that lives in its address: a reload, a second tab, back and forward find it again. */
export class AddressState<T extends object> {
  readonly #screen: Screen
  readonly #fields: QueryFields<T>
  // While another screen takes its place, the address is not its own any more.
  readonly #read = $derived.by(() =>
    readQuery(this.#fields, router.screen === this.#screen ? router.query : {})
  )

  constructor(screen: Screen, fields: QueryFields<T>) {
    this.#screen = screen
    this.#fields = fields
  }

  get values(): T {
    return this.#read.values
  }

  /** What the address says and this screen does not understand, as it stands there. */
  get ignored(): readonly string[] {
    return this.#read.ignored
  }

  /** @param typed whether it changes with every key. */
  change(values: Partial<T>, { typed = false }: { readonly typed?: boolean } = {}): void {
    router.look(writeQuery(this.#fields, { ...this.values, ...values }), { typed })
  }

  /** Takes out of the address what is not understood. */
  tidy(): void {
    this.change({}, { typed: true })
  }
}
