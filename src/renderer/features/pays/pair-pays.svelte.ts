import type { PairPays } from '../../../shared/contract/calibration.ts'
import type { Failure } from '../../../shared/failure.ts'
import { call, onConnection, onPush } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'
import { Loaded } from '../../lib/loaded.svelte.ts'

/** Whether one pair pays, as far as that is known, kept up to date while it is measured. */
class PairPaysState {
  readonly page = new Loaded<PairPays>()
  failure = $state.raw<Failure | null>(null)
  #pair: string | null = null

  constructor() {
    onPush('calibration.changed', (job) => {
      const page = this.page.value
      if (page !== null && job.pair === this.#pair) this.page.value = { ...page, job }
    })
    onConnection((connected) => {
      if (connected && this.#pair !== null) this.load(this.#pair)
    })
  }

  load(pair: string): void {
    if (pair !== this.#pair) this.page.value = null
    this.#pair = pair
    this.page.read(call('calibration.read', { pair }))
  }

  /** Does something for the pair; what the program refuses is shown. */
  async act(work: (pair: string) => Promise<unknown>): Promise<void> {
    if (this.#pair === null) return
    this.failure = null
    try {
      await work(this.#pair)
      this.page.read(call('calibration.read', { pair: this.#pair }))
    } catch (error) {
      this.failure = failureOf(error)
    }
  }
}

export const pairPays = new PairPaysState()
