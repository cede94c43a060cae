import type { AtOnce } from '../../shared/at-once.ts'
import { interruptRunning, retireFailed } from '../store/tables/attempts.ts'
import { readPrompts, readStrategies } from '../store/tables/documents.ts'
import { LOST_PROBLEM } from '../store/tables/problems.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import {
  findRun,
  interruptOrphans,
  markEnded,
  markStarted,
  type RunRecord
} from '../store/tables/runs.ts'
import type { Database } from '../store/sql.ts'
import { asUserError } from '../system-errors.ts'
import { EngineFailure } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { firstAtOnce } from './attempts-at-once.ts'
import { refuseOtherModels } from './create-run.ts'
import { refuseForeignServers } from './foreign-servers.ts'
import { type Keeping, keptWhilePossible, keptWhole, type Unrecorded } from './keeping.ts'
import { acquireLease, type HeldLease, leaseOf, LeaseLost } from './lease.ts'
import { refuseOtherVersions } from './other-versions.ts'
import { gradeAttempt, type AttemptContext } from './run-attempt.ts'
import type { RunServices } from './services.ts'
import { readSettled } from './settled.ts'
import { type WorkOptions, workOff } from './work-off.ts'

export interface BenchmarkOptions extends Omit<WorkOptions, 'parallel'> {
  /** Attempts that are made at the same time; as many as the run was set up with where it is left out. */
  readonly parallel?: AtOnce | undefined
  /** Try again what an error ended. */
  readonly retryErrors?: boolean
  /** Load the models although that is advised against; as `loadAnyway` of a pair. */
  readonly loadAnyway?: boolean
  /**
   * Told once where the system refuses to write on, such as on a full disk; what is left happens all the same, and is
   * written down where it goes with the program. Where this is left out such a refusal ends the run.
   */
  readonly unrecorded?: Unrecorded
}

/**
 * Works off what is left of a run's queue; a single problem is a queue of one. Begun, resumed after a stop or after a
 * kill, it is the same: finished attempts stay, and one that was cut off starts again.
 *
 * @returns `stopped` when the signal stopped it.
 * @throws LeaseBusy, LeaseLost, or what the disk refuses, in words; whatever it throws, what was finished is stored.
 */
export async function runBenchmark(
  services: RunServices,
  id: string,
  { retryErrors = false, loadAnyway = false, parallel, unrecorded, ...options }: BenchmarkOptions
): Promise<'finished' | 'stopped'> {
  const { database, now, live } = services
  const found = findRun(database, id)
  if (!found || found.deletedAt !== null)
    throw new UserError(`There is no run ${id}.`, 'See them with: tandem runs')
  const run = loadAnyway ? loadedAnyway(found) : found
  refuseOtherVersions(run)
  refuseForeignServers(services, run)
  const keeping = unrecorded
    ? keptWhilePossible(services, run.key, unrecorded)
    : keptWhole(database)
  const lease = keeping.write((at) => acquireLease(at, leaseOf(run), { door: services.door, now }))
  const release = services.keepAwake()
  try {
    const together = parallel ?? run.config.parallel
    const first = firstAtOnce(together, run.atOnce)
    await refuseOtherModels(services.engine, run.config, first, options.signal)
    keeping.write((at) => prepareQueue(at, run, now(), retryErrors))
    live.emit('changed', id)
    const context = contextOf(run, lease, keeping)
    refuseLostProblems(context)
    await gradeUngraded(services, context)
    const end = await workOff(services, context, { ...options, parallel: together })
    keeping.write((at) => markEnded(at, run.key, end, now(), null))
    return end
  } catch (error) {
    if (options.signal.aborted && error instanceof EngineFailure) {
      keeping.write((at) => markEnded(at, run.key, 'stopped', now(), null))
      return 'stopped'
    }
    const shown = asUserError(error, services.databasePath) ?? error
    // Whoever took the queue over may be at this very run.
    if (!(shown instanceof LeaseLost)) noteFailure(keeping, run, now(), shown)
    throw shown
  } finally {
    release()
    releaseQuietly(lease)
    live.emit('changed', id)
  }
}

function prepareQueue(database: Database, run: RunRecord, now: number, retryErrors: boolean): void {
  // Whoever has the queue knows that no other benchmark is being run.
  if (run.config.kind === 'benchmark') interruptOrphans(database)
  interruptRunning(database, run.key, now)
  if (retryErrors) retireFailed(database, run.key)
  markStarted(database, run.key, now)
}

function contextOf(run: RunRecord, lease: HeldLease, keeping: Keeping): AttemptContext {
  const { database } = keeping
  return {
    run,
    problems: problemsOfRun(database, run.key),
    prompts: readPrompts(database, run.config.prompts.sha256),
    pool: readStrategies(database, run.config.strategies.sha256),
    lease,
    keeping
  }
}

/** What the models would be asked is not known any more. */
function refuseLostProblems({ run, problems }: AttemptContext): void {
  if (problems.every(({ text }) => text !== LOST_PROBLEM)) return
  throw new UserError(
    `Problems of the run ${run.id} were lost when the store was damaged: it cannot go on.`,
    'What was done of it stays. Begin another one with: tandem bench SET'
  )
}

/** An attempt that finished just before the process died has no verdict yet. */
async function gradeUngraded(services: RunServices, context: AttemptContext): Promise<void> {
  for (const { key, verdict } of readSettled(context.keeping.database, context.run.key)) {
    if (verdict === null) await gradeAttempt(services, context, key)
  }
}

function loadedAnyway(run: RunRecord): RunRecord {
  const { pair } = run.config
  const setup = { ...pair.setup, loadAnyway: true }
  return { ...run, config: { ...run.config, pair: { ...pair, setup } } }
}

/** Where even this cannot be written, the run stays marked as running, and shows as interrupted. */
function noteFailure(keeping: Keeping, run: RunRecord, now: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  try {
    keeping.write((database) => {
      interruptRunning(database, run.key, now)
      markEnded(database, run.key, 'failed', now, message)
    })
  } catch {
    // The error that is being reported matters more.
  }
}

function releaseQuietly(lease: HeldLease): void {
  try {
    lease.release()
  } catch {
    // On a full disk the lease cannot be removed; it ends with this process.
  }
}
