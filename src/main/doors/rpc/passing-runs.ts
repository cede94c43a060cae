import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { failureText } from '../../../shared/failure.ts'
import type { AppStatus } from '../../../shared/contract/app.ts'
import { RECORDED } from '../../../shared/recorded-run.ts'
import { untilThenUnrecorded } from '../../actions/recording.ts'
import { openRecordedRun } from '../../export/recorded-run.ts'
import { logError } from '../../log-error.ts'
import type { RunReader } from '../../reading/reader.ts'
import {
  type Reading,
  type ReadingInput,
  type ReadingName,
  readings
} from '../../reading/readings.ts'
import { recordHeld } from '../../runs/keeping.ts'
import { leaveRun, leftRunsFolder, readLeftRuns, removeLeftRun } from '../../runs/left-runs.ts'
import type { RunServices } from '../../runs/services.ts'
import type { Database } from '../../store/sql.ts'
import { asUserError } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'

/** How long until it is tried again whether there is room. */
const TRY_AGAIN_MS = 15_000

interface PassingRun {
  readonly database: Database
  /** Why it is not recorded. */
  readonly refusal: UserError
  /** Whether nobody works on it any more, so that it can go to the store. */
  readonly isOver: boolean
  /** Where an earlier process left it; null for one of this process. */
  readonly file: string | null
}

/**
 * The runs that the system did not let be written down, such as on a full disk: pages see, tag and export them from
 * memory. They go to the store as soon as that takes them: it is asked when a run is over, every few seconds from then
 * on, when somebody wants it, and when the program is closed. What it does not take then is left in a file, which the next
 * process takes up. The recording that comes with Tandem is in no store either, and stays so.
 */
export class PassingRuns {
  readonly #services: RunServices
  readonly #runs = new Map<string, PassingRun>()
  /** Of runs that are recorded by now: what the keys of their attempts became. Pages may still say the earlier ones. */
  readonly #moved = new Map<string, ReadonlyMap<number, number>>()
  #timer: NodeJS.Timeout | undefined
  #recording: Database | undefined

  constructor(services: RunServices) {
    this.#services = services
  }

  add(run: string, refusal: UserError, database: Database): void {
    this.#runs.set(run, { database, refusal, isOver: false, file: null })
    this.#services.live.emit('changed', run)
  }

  /** Nobody works on this run any more. That one came to its end may also mean that there is room again. */
  end(run: string): void {
    const passing = this.#runs.get(run)
    if (passing) this.#runs.set(run, { ...passing, isOver: true })
    this.#tryAll()
  }

  /**
   * Records what is over and not recorded yet.
   *
   * @throws UserError where the store still does not take all of it
   */
  record(): void {
    const [refusal] = this.#tryAll()
    if (refusal) throw refusal
  }

  /** @throws UserError for what names a run by its place in the store, where it has none yet. */
  requireRecorded(run: string): void {
    this.#tryAll()
    const reason = this.reason(run)
    if (reason === null) return
    throw new UserError('This run is not recorded yet, and nothing can go on from it.', reason)
  }

  /**
   * Takes up the runs that an earlier process left in files. One that cannot be read stays where it is.
   *
   * @returns why it cannot be, each
   */
  takeUp(): readonly UserError[] {
    const { left, unreadable } = readLeftRuns(this.#services.databasePath)
    const refusal = new UserError('An earlier process could not record it.')
    for (const { run, file, database } of left) {
      this.#runs.set(run, { database, refusal, isOver: true, file })
    }
    this.#tryAll()
    return unreadable
  }

  /**
   * As `record`, for the last time: what the store still does not take is left in files.
   *
   * @returns what is not recorded and where it lies, in sentences
   */
  close(): readonly string[] {
    this.#tryAll()
    clearTimeout(this.#timer)
    return [...this.#runs].map(([run, passing]) => this.#leave(run, passing))
  }

  /** The services, on the store that has this run. */
  servicesOf(run: string): RunServices {
    const database = this.#heldIn(run)
    return database ? { ...this.#services, database } : this.#services
  }

  /** An attempt's key in the store that has its run, by the one that a page knows. */
  attemptOf(run: string, attempt: number): number {
    return this.#moved.get(run)?.get(attempt) ?? attempt
  }

  /** Why a run is not recorded and what ends that, in words; null where it is. */
  reason(run: string): string | null {
    const passing = this.#runs.get(run)
    return passing ? untilThenUnrecorded(passing.refusal) : null
  }

  /** The runs that are not recorded, the newest first, and what refuses them. */
  get runs(): AppStatus['unrecorded'] {
    return [...this.#runs].reverse().map(([run, { refusal }]) => ({ run, reason: refusal.message }))
  }

  /** What is asked of one run, from where that is. @throws UserError as the reading does. */
  async read<N extends ReadingName>(
    reader: RunReader,
    name: N,
    input: ReadingInput<N> & { readonly run: string }
  ): Promise<Reading<N>> {
    const database = this.#heldIn(input.run)
    if (!database) return reader.read(name, input)
    // Name and input belong together, as the types say; here TypeScript sees only their unions.
    const read = readings[name] as (store: Database, input: unknown) => Reading<N>
    return read(database, input)
  }

  /** The store in memory that has this run. The recording is read when somebody first looks at it. */
  #heldIn(run: string): Database | undefined {
    if (run !== RECORDED.run) return this.#runs.get(run)?.database
    return (this.#recording ??= openRecordedRun())
  }

  /** In the order in which they were begun. Returns why what is left is left. */
  #tryAll(): UserError[] {
    clearTimeout(this.#timer)
    const over = [...this.#runs].filter(([, { isOver }]) => isOver)
    const refusals = over.flatMap(([run, passing]) => {
      const moved = this.#record(run, passing)
      if (!(moved instanceof UserError)) {
        this.#runs.delete(run)
        if (passing.file !== null) removeLeftRun(passing.file)
        this.#moved.set(run, moved)
        this.#services.live.emit('changed', run)
        return []
      }
      this.#runs.set(run, { ...passing, refusal: moved })
      return [moved]
    })
    if (refusals.length > 0) {
      this.#timer = setTimeout(() => this.#tryAll(), TRY_AGAIN_MS).unref()
    }
    return refusals
  }

  #leave(run: string, { database, refusal, file: known }: PassingRun): string {
    const store = this.#services.databasePath
    const unrecorded = `The run ${run} is not recorded. ${failureText(refusal)}`
    try {
      const file = leaveRun(store, { run, database, file: known })
      const folder = leftRunsFolder(store)
      const next =
        dirname(file) === folder
          ? 'The next start records it, once there is room.'
          : `Move it to ${folder} once there is room: the next start records it.`
      return `${unrecorded} It was left in ${file}. ${next}`
    } catch (error) {
      const reason = asUserError(error)
      if (reason === null) logError(`The run ${run} could not be left in a file:`, error)
      return `${unrecorded} No file takes it either, and it is lost. ${reason === null ? '' : failureText(reason)}`.trim()
    }
  }

  /** A fault must not end the program that holds the only copy. */
  #record(run: string, { database, file }: PassingRun): ReturnType<typeof recordHeld> {
    // Another process has recorded it meanwhile, and somebody may have noted on it there.
    if (file !== null && !existsSync(file)) return new Map()
    try {
      return recordHeld(this.#services, database, run)
    } catch (error) {
      logError(`The run ${run} could not be recorded:`, error)
      return new UserError(`The run ${run} could not be recorded.`, 'Save it with Export.')
    }
  }
}
