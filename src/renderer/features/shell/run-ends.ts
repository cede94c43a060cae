import type { AppStatus } from '../../../shared/contract/app.ts'
import type { RunEntry } from '../../../shared/contract/runs.ts'

/** Who waits so long for a run has gone on to something else. */
export const LONG_MS = 20_000

interface World {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
  readonly read: (run: string) => Promise<RunEntry>
  /** Told of a long run that has come to its end, or to an error. */
  readonly tell: (run: RunEntry) => void
}

/** Notices when a run that took long is no longer worked on. One that somebody stopped is no news to them. */
export class RunEnds {
  readonly #world: World
  /** When each job was first seen. */
  #since = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
  }

  /** @param jobs what is being worked on now */
  look(jobs: AppStatus['jobs']): void {
    const { now, read, tell } = this.#world
    const before = this.#since
    this.#since = new Map(jobs.map(({ run }) => [run, before.get(run) ?? now()]))
    for (const [run, since] of before) {
      if (this.#since.has(run) || now() - since < LONG_MS) continue
      read(run).then(
        (entry) => {
          if (entry.status === 'finished' || entry.status === 'failed') tell(entry)
        },
        // It may have been deleted meanwhile: then there is nothing to tell.
        () => undefined
      )
    }
  }
}
