import type { Problem } from '../../shared/problem-set.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import { emptyView, fold } from '../../shared/fold.ts'
import type { Fork } from '../../shared/fork.ts'
import type { MethodName } from '../../shared/options.ts'
import type { Verdict } from '../../shared/run-record.ts'
import type { AttemptView } from '../../shared/view.ts'
import { runBenchmark } from '../runs/benchmark.ts'
import { createRun } from '../runs/create-run.ts'
import type { RunServices } from '../runs/services.ts'
import { recordHeld, refusedBySystem, type Unrecorded } from '../runs/keeping.ts'
import { openInMemory } from '../store/database.ts'
import type { Database } from '../store/sql.ts'
import { UserError } from '../user-error.ts'
import { VERSION } from '../version.ts'
import type { AttemptSetup } from './attempt-setup.ts'

/** One problem to be solved by one method. */
export interface SolveRequest extends AttemptSetup {
  readonly problem: Problem
  /** Whether the baseline solves it first, so that costs are measured against it and not estimated. */
  readonly measureBaseline: boolean
  readonly tags?: readonly string[]
  /** Where it goes on from another attempt. */
  readonly fork?: Fork
}

/** One attempt at the problem, at its end. */
export interface SolvedAttempt {
  readonly method: MethodName
  readonly view: AttemptView
  /** Null where the problem has no answer to compare with. */
  readonly verdict: Verdict | null
}

/** Told of the attempts while they happen: the baseline's first, where it is measured. */
export interface SolveWatch {
  begun?(method: MethodName): void
  event?(method: MethodName, event: AttemptEvent, view: AttemptView): void
  ended?(attempt: SolvedAttempt): void
  /** The system refuses to write on, such as on a full disk: from here on nothing is recorded. */
  unrecorded?: Unrecorded
  /** It is recorded all the same: there was room again at its end. */
  recorded?(): void
}

/** The problem that somebody wrote. */
export function typedProblem(text: string, answer: string | null = null): Problem {
  return { id: 'typed', text: text.trim(), ...(answer !== null && { answer }) }
}

/** Writes a problem down as a run of its own, complete and not begun. Returns the run's id. */
export function createSolve(
  services: RunServices,
  { problem, measureBaseline, ...setup }: SolveRequest,
  signal?: AbortSignal
): Promise<string> {
  const { method } = setup.options
  return createRun(
    services,
    {
      ...setup,
      kind: 'solve',
      set: null,
      problems: [problem],
      methods: measureBaseline ? ['baseline', method] : [method],
      repeats: 1,
      limit: null,
      sample: null,
      policy: 'standard',
      tandemVersion: VERSION
    },
    signal
  )
}

/**
 * As `createSolve`, and where the system refuses to write, such as on a full disk, in a store that goes with the program.
 *
 * @returns the run's id, and the services on the store that has it.
 */
export async function beginSolve(
  services: RunServices,
  request: SolveRequest,
  { signal, unrecorded }: { readonly signal?: AbortSignal; readonly unrecorded: Unrecorded }
): Promise<{ readonly run: string; readonly services: RunServices }> {
  try {
    return { run: await createSolve(services, request, signal), services }
  } catch (error) {
    const refusal = refusedBySystem(error, services.databasePath)
    if (refusal === null) throw error
    const passing = { ...services, database: openInMemory() }
    const run = await createSolve(passing, request, signal)
    unrecorded(refusal, passing.database)
    return { run, services: passing }
  }
}

/**
 * Solves a problem now and writes it down while it happens; where the system does not let it be recorded, such as on a
 * full disk, it is solved all the same. An attempt that was stopped has what there was until then.
 *
 * @returns the run's id, the store that has it, whether that lasts, and the attempt that was asked for; null where it was
 * stopped before that began.
 * @throws EngineFailure where that attempt came to nothing.
 */
export async function solve(
  services: RunServices,
  request: SolveRequest,
  { signal, watch = {} }: { readonly signal: AbortSignal; readonly watch?: SolveWatch }
): Promise<{
  readonly run: string
  readonly database: Database
  readonly isRecorded: boolean
  readonly attempt: SolvedAttempt | null
}> {
  const { method } = request.options
  let solved: SolvedAttempt | null = null
  let failure: Error | null = null as Error | null
  let view = emptyView()
  let passing: Database | null = null as Database | null
  function unrecorded(refusal: UserError, database: Database): void {
    passing = database
    watch.unrecorded?.(refusal, database)
  }
  const begun = await beginSolve(services, request, { signal, unrecorded })
  await runBenchmark(begun.services, begun.run, {
    signal,
    unrecorded,
    watch: {
      begun(slot) {
        view = emptyView()
        watch.begun?.(slot.method)
      },
      event(slot, event) {
        view = fold(view, event)
        watch.event?.(slot.method, event, view)
      },
      ended(slot, { verdict }, error) {
        const attempt = { method: slot.method, view, verdict }
        watch.ended?.(attempt)
        if (slot.method === method) [solved, failure] = [attempt, error]
      }
    }
  }).finally(() => {
    if (passing === null || recordHeld(services, passing, begun.run) instanceof UserError) return
    passing = null
    watch.recorded?.()
  })
  if (failure !== null) throw failure
  return {
    run: begun.run,
    database: passing ?? services.database,
    isRecorded: passing === null,
    attempt: solved
  }
}
