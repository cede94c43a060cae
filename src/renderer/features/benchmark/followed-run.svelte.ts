import type { RunDetail } from '../../../shared/contract/benchmark.ts'
import { call, onPush } from '../../lib/api.ts'
import { gathered } from '../../lib/gathered.ts'
import { Loaded } from '../../lib/loaded.svelte.ts'

const REREAD_MS = 1000
/** Reading a large run takes time: it may take so much of it at most. */
const SHARE = 0.1

/** A run as a screen shows it, read anew when it has changed. */
export class FollowedRun extends Loaded<RunDetail> {
  readonly #run: () => string
  #pauseMs = REREAD_MS

  /** @param run the id of the one that is shown now. Made by a component, which ends it. */
  constructor(run: () => string) {
    super()
    this.#run = run
    $effect(() => {
      const shown = run()
      this.reread()
      const news = gathered(
        () => this.reread(),
        () => this.#pauseMs
      )
      const end = onPush('runs.changed', (changed) => {
        if (changed.run === shown) news.tell()
      })
      return () => {
        end()
        news.end()
      }
    })
  }

  reread(): void {
    const begun = performance.now()
    this.read(
      call('runs.detail', { run: this.#run() }).finally(() => {
        this.#pauseMs = Math.max(REREAD_MS, (performance.now() - begun) / SHARE)
      })
    )
  }
}
