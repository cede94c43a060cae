import { largestDemand } from '../../core/memory/context-demand.ts'
import type { AtOnce, AtOnceChange } from '../../shared/at-once.ts'
import { EngineFailure, type FailureKind } from '../engine/engine.ts'
import { noteAtOnce } from '../store/tables/runs.ts'
import { firstAtOnce } from './attempts-at-once.ts'
import { MeasuredAtOnce } from './measured-at-once.ts'
import type { AttemptContext, AttemptWatch } from './run-attempt.ts'
import type { RunServices } from './services.ts'
import { writtenBy } from './throughput.ts'

const NO_ROOM: ReadonlySet<FailureKind> = new Set(['wont-fit', 'out-of-memory'])

/** How many attempts of a run are made at the same time: as many as was said, or found by measuring and written down. */
export class RunAtOnce {
  readonly #services: Pick<RunServices, 'engine' | 'now'>
  readonly #context: Pick<AttemptContext, 'run' | 'keeping'>
  readonly #measured: MeasuredAtOnce | null
  #attempts: number
  #written = 0

  constructor(
    services: Pick<RunServices, 'engine' | 'now'>,
    context: Pick<AttemptContext, 'run' | 'keeping'>,
    atOnce: AtOnce
  ) {
    const { config, atOnce: before } = context.run
    this.#services = services
    this.#context = context
    this.#attempts = firstAtOnce(atOnce, before)
    this.#measured =
      atOnce === 'measured' ? new MeasuredAtOnce(this.#attempts, config.methods.length) : null
    if (this.#measured !== null) {
      this.#goOverTo({ attempts: this.#attempts, because: 'begun', tokensPerSecond: null })
    }
  }

  /** As many are to be made now. */
  get attempts(): number {
    return this.#attempts
  }

  /** Counts what is written, beside whoever else looks at the attempts. */
  watching(watch: AttemptWatch | undefined): AttemptWatch {
    return {
      begun: (slot) => watch?.begun(slot),
      event: (slot, event) => {
        this.#written += writtenBy(event)
        watch?.event(slot, event)
      },
      ended: (slot, attempt, error) => watch?.ended(slot, attempt, error)
    }
  }

  /**
   * An attempt is settled.
   *
   * @param isFull whether as many were under way as there were to be
   */
  async settled(isFull: boolean, signal: AbortSignal): Promise<void> {
    const measured = this.#measured
    if (measured === null) return
    if (!isFull) measured.notFull()
    const change = measured.settled({
      at: performance.now(),
      written: this.#written,
      refusals: this.#services.engine.refusals()
    })
    if (change === null) return
    const fits = change.because !== 'tried' || (await this.#hasRoom(change.attempts, signal))
    this.#goOverTo(fits ? change : measured.noRoom())
  }

  /** Whether the contexts of so many fit into memory beside the weights; on a server that is nobody's question here. */
  async #hasRoom(attempts: number, signal: AbortSignal): Promise<boolean> {
    const { pair, methods, options } = this.#context.run.config
    const { setup } = pair
    if (setup.target.kind === 'server' && setup.draft.kind === 'server') return true
    try {
      const demand = largestDemand(methods, options, setup.context, attempts)
      await this.#services.engine.describe(setup, demand, signal)
      return true
    } catch (error) {
      // What else is amiss the attempts will say themselves.
      return !(error instanceof EngineFailure && NO_ROOM.has(error.kind))
    }
  }

  #goOverTo(change: Omit<AtOnceChange, 'at'>): void {
    this.#attempts = change.attempts
    const { run, keeping } = this.#context
    const at = this.#services.now()
    keeping.write((database) => {
      noteAtOnce(database, run.key, { at, ...change })
    })
  }
}
