import { untilThenUnrecorded } from '../../actions/recording.ts'
import type { RunReader } from '../../reading/reader.ts'
import {
  type Reading,
  type ReadingInput,
  type ReadingName,
  readings
} from '../../reading/readings.ts'
import type { RunServices } from '../../runs/services.ts'
import type { Database } from '../../store/sql.ts'
import type { UserError } from '../../user-error.ts'

/**
 * The runs that the system did not let be written down, such as on a full disk: pages see, tag and export them from
 * memory for as long as the program runs.
 */
export class PassingRuns {
  readonly #services: RunServices
  readonly #runs = new Map<string, { readonly database: Database; readonly reason: string }>()

  constructor(services: RunServices) {
    this.#services = services
  }

  add(run: string, refusal: UserError, database: Database): void {
    this.#runs.set(run, { database, reason: untilThenUnrecorded(refusal) })
    this.#services.live.emit('changed', run)
  }

  /** The services, on the store that has this run. */
  servicesOf(run: string): RunServices {
    const passing = this.#runs.get(run)
    return passing ? { ...this.#services, database: passing.database } : this.#services
  }

  /** Why a run is not recorded and what ends that, in words; null where it is. */
  reason(run: string): string | null {
    return this.#runs.get(run)?.reason ?? null
  }

  /** What is asked of one run, from where that is. @throws UserError as the reading does. */
  async read<N extends ReadingName>(
    reader: RunReader,
    name: N,
    input: ReadingInput<N> & { readonly run: string }
  ): Promise<Reading<N>> {
    const passing = this.#runs.get(input.run)
    if (!passing) return reader.read(name, input)
    // Name and input belong together, as the types say; here TypeScript sees only their unions.
    const read = readings[name] as (store: Database, input: unknown) => Reading<N>
    return read(passing.database, input)
  }
}
