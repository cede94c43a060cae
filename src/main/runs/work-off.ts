import type { Baseline } from '../../core/baseline.ts'
import type { AtOnce } from '../../shared/at-once.ts'
import { attemptsAt, retireAttempt, type Slot } from '../store/tables/attempts.ts'
import { AttemptQueue } from './attempt-queue.ts'
import { endedByDeadEngine } from './failed-by-engine.ts'
import type { PathStops } from './path-stops.ts'
import { pendingSlots, placeOf, planSlots } from './plan.ts'
import { progressOf, type RunProgress } from './progress.ts'
import { type AttemptContext, type AttemptWatch, baselineFrom, runAttempt } from './run-attempt.ts'
import { RunAtOnce } from './run-at-once.ts'
import { reportInput } from './run-report.ts'
import type { RunServices } from './services.ts'
import { readSettled, type SettledAttempt } from './settled.ts'

/** So many finished attempts put off telling of the progress by another attempt. */
const PROGRESS_EVERY = 1000

/** How a run's queue is worked off. */
export interface WorkOptions {
  readonly signal: AbortSignal
  /** Attempts that are made at the same time. */
  readonly parallel: AtOnce
  readonly onProgress?: ((progress: RunProgress) => void) | undefined
  /** Single paths to be stopped by hand. */
  readonly pathStops?: PathStops | undefined
  readonly watch?: AttemptWatch | undefined
}

/**
 * Makes the attempts that a run lacks, so many at a time. They are seeded by what they are and told in the order of the
 * plan, so that a run comes to the same whatever their number, up to what the models make of it: engines that join the work
 * of several in batches round differently.
 *
 * @returns `stopped` when the signal stopped it.
 * @throws what an attempt throws (`runAttempt`); the others that are under way are cut off first.
 */
export async function workOff(
  services: RunServices,
  context: AttemptContext,
  { signal, parallel, onProgress, ...following }: WorkOptions
): Promise<'finished' | 'stopped'> {
  const { run, problems, keeping } = context
  const settled = readSettled(keeping.database, run.key)
  const queue = new AttemptQueue(pendingSlots(planSlots(run.config, problems.length), settled))
  const baselines = new Baselines(settled)
  const failed = new AbortController()
  const atOnce = new RunAtOnce(services, context, parallel)
  const options = {
    ...following,
    signal: AbortSignal.any([signal, failed.signal]),
    watch: atOnce.watching(following.watch)
  }
  const underWay = new Set<Promise<void>>()
  let failure = null as Error | null
  let untold = 0

  function tell(): void {
    // Its figures are computed from all attempts so far: of many thousands it is told less often.
    if (!queue.isDone && untold++ % Math.ceil((settled.length + 1) / PROGRESS_EVERY) > 0) {
      return
    }
    onProgress?.(progressOf(reportInput(run, problems, settled), queue, atOnce.attempts))
  }
  async function attempt(slot: Slot): Promise<void> {
    const baseline = baselines.of(slot)
    const together = atOnce.attempts
    const made = { ...options, baseline, together }
    const settledAttempt = await attemptTwice(services, context, slot, made)
    if (settledAttempt === null) return
    queue.settle(slot)
    settled.push(settledAttempt)
    baselines.add(settledAttempt)
    await atOnce.settled(underWay.size >= atOnce.attempts, options.signal)
  }
  function begin(slot: Slot): void {
    const work = attempt(slot)
      .catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error))
      })
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }

  try {
    while (true) {
      if (failure !== null) throw failure
      while (!options.signal.aborted && underWay.size < atOnce.attempts) {
        const slot = queue.take()
        if (slot === null) break
        begin(slot)
      }
      tell()
      if (underWay.size === 0) break
      await Promise.race(underWay)
    }
  } catch (error) {
    failed.abort()
    await Promise.allSettled(underWay)
    throw error
  }
  return queue.isDone ? 'finished' : 'stopped'
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

/** What the baseline spent on each problem and repeat of this run. */
class Baselines {
  readonly #known = new Map<string, Baseline>()

  constructor(settled: readonly SettledAttempt[]) {
    for (const attempt of settled) this.add(attempt)
  }

  add(attempt: SettledAttempt): void {
    const baseline = attempt.method === 'baseline' ? baselineFrom(attempt) : null
    if (baseline) this.#known.set(placeOf(attempt), baseline)
  }

  of(slot: Slot): Baseline | null {
    return this.#known.get(placeOf(slot)) ?? null
  }
}
