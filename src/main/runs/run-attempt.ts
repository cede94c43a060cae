import { questionText } from '../../core/answer-kinds/question-text.ts'
import { type Baseline, measuredBaseline } from '../../core/baseline.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'
import { EngineFailure, type OnPathStop, type SolveJob } from '../engine/engine.ts'
import {
  type AttemptRecord,
  insertAttempt,
  readAttempt,
  type Slot
} from '../store/tables/attempts.ts'
import { insertGrade } from '../store/tables/grades.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import { UserError } from '../user-error.ts'
import { OTHER_MODEL_HINT, otherModel } from './create-run.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { cutOff, type Ending, endingOf, failedBy } from './attempt-end.ts'
import { gradeAnswer } from './grade.ts'
import type { Keeping } from './keeping.ts'
import type { HeldLease } from './lease.ts'
import type { PathStops } from './path-stops.ts'
import { attemptSeed } from './plan.ts'
import { AttemptRecorder } from './recorder.ts'
import type { RunServices } from './services.ts'
import type { SettledAttempt } from './settled.ts'

/** Seconds after which an attempt of a benchmark ends that was given no limit of its own: others wait for it. */
const DEFAULT_LIMIT_S = 3600
/** Seconds that the engine has to end a limited attempt by itself, with the answer that it has. */
const GRACE_S = 30
/** The longest that a timer waits, 24 days; a longer limit is the engine's own affair. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** What all attempts of a run have in common. */
export interface AttemptContext {
  readonly run: RunRecord
  readonly problems: readonly Problem[]
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly lease: HeldLease
  readonly keeping: Keeping
}

/** Who looks at attempts while they happen, beside what is written down. */
export interface AttemptWatch {
  begun(slot: Slot): void
  event(slot: Slot, event: AttemptEvent): void
  /** `error`: what the engine threw, or null. */
  ended(slot: Slot, attempt: AttemptRecord, error: Error | null): void
}

/**
 * Runs one attempt and writes it down, from before its first token to its verdict. An error of the attempt is part
 * of its record; thrown are only the store's own errors, that nobody says yes to the models any more, and that they are
 * not the ones that the run began with.
 *
 * @returns null when the signal cut it off.
 */
export async function runAttempt(
  services: RunServices,
  context: AttemptContext,
  slot: Slot,
  options: {
    readonly baseline: Baseline | null
    /** Attempts of the run that are made at the same time, this one included. */
    readonly together: number
    readonly signal: AbortSignal
    readonly pathStops?: PathStops | undefined
    readonly watch?: AttemptWatch | undefined
  }
): Promise<SettledAttempt | null> {
  const { live, now } = services
  const { run, lease, keeping } = context
  const problem = context.problems[slot.problem]!
  const seed = attemptSeed(run, problem.id, slot)
  const startedAt = now()
  const key = keeping.write((database) => {
    lease.check(database)
    return insertAttempt(database, { ...slot, runKey: run.key, seed, startedAt })
  })
  live.emit('changed', run.id)
  options.watch?.begun(slot)

  const recorder = new AttemptRecorder({
    keeping,
    run: run.id,
    attempt: key,
    onBatch: (batch) => live.emit('batch', batch),
    check: (database) => lease.check(database)
  })
  const job = jobOf(context, slot, seed, options)
  const { ending, error } = await follow(services, job, run.config.pair, recorder, {
    signal: options.signal,
    onPathStop: options.pathStops?.of(key),
    onEvent: (event) => options.watch?.event(slot, event)
  })
  recorder.finish({ ...ending, finishedAt: now() })
  if (error instanceof UserError || (error !== null && ending.error === 'died-often')) throw error
  if (ending.status !== 'interrupted') await gradeAttempt(services, context, key)
  live.emit('changed', run.id)
  const attempt = readAttempt(keeping.database, key)!
  options.watch?.ended(slot, attempt, error)
  return ending.status === 'interrupted' ? null : { ...attempt, cost: recorder.view.cost }
}

/** Gives an attempt its verdict, where its problem has an answer to compare with. */
export async function gradeAttempt(
  { judge, now }: Pick<RunServices, 'judge' | 'now'>,
  { run, problems, keeping }: Pick<AttemptContext, 'run' | 'problems' | 'keeping'>,
  key: number
): Promise<void> {
  const { problem, answer } = readAttempt(keeping.database, key)!
  const grade = await gradeAnswer(judge, problems[problem]!, answer, run.config.policy, now())
  if (grade) keeping.write((database) => insertGrade(database, key, grade))
}

/** What an attempt by the baseline says of the cost of its problem; null where it did not get to its end. */
export function baselineFrom(attempt: SettledAttempt): Baseline | null {
  return attempt.status === 'done' && attempt.wallMs !== null
    ? measuredBaseline(attempt.cost, attempt.wallMs)
    : null
}

async function follow(
  { engine }: RunServices,
  job: SolveJob,
  pair: RunConfig['pair'],
  recorder: AttemptRecorder,
  { signal, onPathStop, onEvent }: Following
): Promise<Followed> {
  const limit = overdueSignal(job)
  const ends = limit === null ? signal : AbortSignal.any([signal, limit])
  const events = engine.solve(job, ends, onPathStop)
  const stream = events[Symbol.asyncIterator]()
  try {
    while (true) {
      const next = await stream.next().catch((error: unknown) => new Broken(error))
      if (next instanceof Broken) {
        if (signal.aborted) return { ending: cutOff, error: next.reason }
        if (next.reason instanceof EngineFailure && next.reason.kind === 'other-model') {
          return { ending: cutOff, error: new UserError(next.reason.message, OTHER_MODEL_HINT) }
        }
        const error = limit?.aborted ? overdue(job) : next.reason
        return { ending: failedBy(error), error }
      }
      if (next.done) return { ending: endingOf(recorder.view, signal.aborted), error: null }
      if (next.value.type === 'started') {
        // A server may have another model by now, and this process a file that was exchanged since the run began.
        const other = otherModel(pair, next.value.pair)
        if (other !== null) return { ending: cutOff, error: other }
      }
      recorder.record(next.value)
      onEvent(next.value)
    }
  } finally {
    await stream.return?.().catch(() => {})
  }
}

interface Following {
  readonly signal: AbortSignal
  readonly onPathStop: OnPathStop | undefined
  readonly onEvent: (event: AttemptEvent) => void
}

interface Followed {
  readonly ending: Ending
  /** What the engine threw, or null. */
  readonly error: Error | null
}

/** Tells an error of the engine from one of the store: the first belongs to the attempt, the second stops the queue. */
class Broken {
  readonly reason: Error

  constructor(reason: unknown) {
    this.reason = reason instanceof Error ? reason : new Error(String(reason))
  }
}

/** Null where nothing is ever overdue. */
function overdueSignal({ options }: SolveJob): AbortSignal | null {
  const ms = Math.ceil(((options.timeLimit ?? Infinity) + GRACE_S) * 1000)
  return ms > LONGEST_TIMER_MS ? null : AbortSignal.timeout(ms)
}

function overdue({ options }: SolveJob): EngineFailure {
  return new EngineFailure(
    'time-limit',
    `The attempt did not end within its limit of ${options.timeLimit} seconds.`
  )
}

function jobOf(
  { run, problems, prompts, pool }: AttemptContext,
  slot: Slot,
  seed: number,
  { baseline, together }: Pick<Parameters<typeof runAttempt>[3], 'baseline' | 'together'>
): SolveJob {
  const { options, pair, fork } = run.config
  const problem = problems[slot.problem]!
  return {
    problem: questionText(problem),
    answerKind: problem.answerKind,
    options: {
      ...options,
      method: slot.method,
      seed,
      timeLimit: options.timeLimit ?? (run.kind === 'benchmark' ? DEFAULT_LIMIT_S : null)
    },
    prompts,
    pool,
    pair: pair.setup,
    baseline: slot.method === 'baseline' ? null : baseline,
    together,
    ...(fork !== null && { fork })
  }
}
