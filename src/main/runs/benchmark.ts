import type { Baseline } from '../../core/baseline.ts'
import { runConfigSchema } from '../../shared/run-record.ts'
import {
  attemptsAt,
  interruptRunning,
  retireAttempt,
  retireFailed,
  type Slot
} from '../store/tables/attempts.ts'
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
import { asUserError } from '../system-errors.ts'
import { EngineFailure } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { refuseOtherModels } from './create-run.ts'
import { endedByDeadEngine } from './dead-engine.ts'
import { type Keeping, keptWhilePossible, keptWhole } from './keeping.ts'
import { acquireLease, type HeldLease, leaseOf, LeaseLost } from './lease.ts'
import type { PathStops } from './path-stops.ts'
import { pendingSlots, planSlots } from './plan.ts'
import { progressOf, type RunProgress } from './progress.ts'
import {
  type AttemptWatch,
  baselineFrom,
  gradeAttempt,
  runAttempt,
  type AttemptContext
} from './run-attempt.ts'
import { reportInput } from './run-report.ts'
import type { RunServices } from './services.ts'
import { readSettled, type SettledAttempt } from './settled.ts'

/** So many finished attempts put off telling of the progress by another attempt. */
const PROGRESS_EVERY = 1000

export interface BenchmarkOptions {
  readonly signal: AbortSignal
  /** Try again what an error ended. */
  readonly retryErrors?: boolean
  /** Load the models although that is advised against; as `loadAnyway` of a pair. */
  readonly loadAnyway?: boolean
  readonly onProgress?: (progress: RunProgress) => void
  /** Single paths to be stopped by hand. */
  readonly pathStops?: PathStops
  readonly watch?: AttemptWatch
  /**
   * Told once where the system refuses to write on, such as on a full disk; what is left happens all the same, and is not
   * written down. Where it is left out such a refusal ends the run.
   */
  readonly unrecorded?: (refusal: UserError) => void
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
  { retryErrors = false, loadAnyway = false, unrecorded, ...options }: BenchmarkOptions
): Promise<'finished' | 'stopped'> {
  const { database, now, live } = services
  const found = findRun(database, id)
  if (!found || found.deletedAt !== null)
    throw new UserError(`There is no run ${id}.`, 'See them with: tandem runs')
  const run = loadAnyway ? loadedAnyway(found) : found
  refuseOtherVersions(run)
  const keeping = unrecorded ? keptWhilePossible(services.databasePath, unrecorded) : keptWhole
  const lease = acquireLease(database, leaseOf(run), { door: services.door, now })
  const release = services.keepAwake()
  try {
    await refuseOtherModels(services.engine, run.config, options.signal)
    prepareQueue(services, run, retryErrors)
    live.emit('changed', id)
    const context = contextOf(services, run, lease, keeping)
    refuseLostProblems(context)
    await gradeUngraded(services, context)
    const end = await workOff(services, context, options)
    keeping.write(() => markEnded(database, run.key, end, now(), null))
    return end
  } catch (error) {
    if (options.signal.aborted && error instanceof EngineFailure) {
      markEnded(database, run.key, 'stopped', now(), null)
      return 'stopped'
    }
    const shown = asUserError(error, services.databasePath) ?? error
    // Whoever took the queue over may be at this very run.
    if (!(shown instanceof LeaseLost)) noteFailure(services, run, shown)
    throw shown
  } finally {
    release()
    releaseQuietly(lease)
    live.emit('changed', id)
  }
}

/** What was set by a later version cannot be done here; half of it would be another benchmark. */
function refuseOtherVersions({ id, config }: RunRecord): void {
  const { error } = runConfigSchema.safeParse(config)
  if (!error) return
  const [issue] = error.issues
  throw new UserError(
    `The run ${id} was set up by another version of Tandem: ${issue?.path.join('.')}: ${issue?.message}.`,
    'Go on with it there, or begin a new run.'
  )
}

function prepareQueue({ database, now }: RunServices, run: RunRecord, retryErrors: boolean): void {
  const prepare = database.transaction(() => {
    // Whoever has the queue knows that no other benchmark is being run.
    if (run.config.kind === 'benchmark') interruptOrphans(database)
    interruptRunning(database, run.key, now())
    if (retryErrors) retireFailed(database, run.key)
    markStarted(database, run.key, now())
  })
  prepare.immediate()
}

function contextOf(
  { database }: RunServices,
  run: RunRecord,
  lease: HeldLease,
  keeping: Keeping
): AttemptContext {
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
  for (const { key, verdict } of readSettled(services.database, context.run.key)) {
    if (verdict === null) await gradeAttempt(services, context, key)
  }
}

async function workOff(
  services: RunServices,
  context: AttemptContext,
  { signal, onProgress, pathStops, watch }: BenchmarkOptions
): Promise<'finished' | 'stopped'> {
  const { run, problems } = context
  const settled = readSettled(services.database, run.key)
  const pending = pendingSlots(planSlots(run.config, problems.length), settled)
  const baselines = new Baselines(settled)
  const total = pending.length
  for (let index = 0; index <= total; index++) {
    const slot = pending[index] ?? null
    // Its figures are computed from all attempts so far: of many thousands it is told less often.
    if (!slot || index % Math.ceil((settled.length + 1) / PROGRESS_EVERY) === 0) {
      onProgress?.(progressOf(reportInput(run, problems, settled), pending.slice(index), slot))
    }
    if (!slot) break
    if (signal.aborted) return 'stopped'
    const attempt = await attemptTwice(services, context, slot, {
      baseline: baselines.of(slot),
      signal,
      pathStops,
      watch
    })
    if (!attempt) return 'stopped'
    settled.push(attempt)
    baselines.add(attempt)
  }
  return 'finished'
}

/** Runs an attempt, and again where the engine died under it: but once in all, however often the run is resumed. */
async function attemptTwice(
  services: RunServices,
  context: AttemptContext,
  slot: Slot,
  options: Parameters<typeof runAttempt>[3]
): Promise<SettledAttempt | null> {
  const { database } = services
  const { run } = context
  const attempt = await runAttempt(services, context, slot, options)
  // Whoever solves a single problem sees what happened, and decides.
  if (run.kind === 'solve' || attempt === null || !endedByDeadEngine(attempt)) return attempt
  const before = attemptsAt(database, run.key, slot.problem).filter(
    ({ method, repeat }) => method === slot.method && repeat === slot.repeat
  )
  if (before.some(({ status }) => status === 'retried')) return attempt
  retireAttempt(database, attempt.key)
  return runAttempt(services, context, slot, options)
}

function loadedAnyway(run: RunRecord): RunRecord {
  const { pair } = run.config
  const setup = { ...pair.setup, loadAnyway: true }
  return { ...run, config: { ...run.config, pair: { ...pair, setup } } }
}

/** What the baseline spent on each problem and repeat of this run. */
class Baselines {
  readonly #known = new Map<string, Baseline>()

  constructor(settled: readonly SettledAttempt[]) {
    for (const attempt of settled) this.add(attempt)
  }

  add(attempt: SettledAttempt): void {
    const baseline = attempt.method === 'baseline' ? baselineFrom(attempt) : null
    if (baseline) this.#known.set(`${attempt.problem} ${attempt.repeat}`, baseline)
  }

  of({ problem, repeat }: Slot): Baseline | null {
    return this.#known.get(`${problem} ${repeat}`) ?? null
  }
}

/** Where even this cannot be written, the run stays marked as running, and shows as interrupted. */
function noteFailure({ database, now }: RunServices, run: RunRecord, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  try {
    interruptRunning(database, run.key, now())
    markEnded(database, run.key, 'failed', now(), message)
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
