import type { Baseline } from '../../core/baseline.ts'
import type { ContextDemand } from '../../core/memory/context-demand.ts'
import type { PromptLength } from '../../core/prompt-length.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import type { Fork } from '../../shared/fork.ts'
import type { JudgeJob, MeasureJob, PairDescription } from '../../shared/inference-messages.ts'
import type { StepJudgement, PairSpeed } from '../../shared/judgement.ts'
import type { ServerSource } from '../../shared/model-source.ts'
import type { ServerExamination } from '../../shared/named-server.ts'
import type { StartOffer } from '../../shared/next-start.ts'
import type { SolveOptions } from '../../shared/options.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'
import type { DeathCause } from './deaths/cause-of-death.ts'

/** One problem to be solved once. */
export interface SolveJob {
  readonly problem: string
  /** What its answers are, by the kind's name; mathematics where it is left out. */
  readonly answerKind?: string | undefined
  readonly options: SolveOptions
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: PairSetup
  /** Measured on the same problem, or null where it has to be estimated. */
  readonly baseline: Baseline | null
  /** Where it goes on from another attempt. */
  readonly fork?: Fork | undefined
  /** Attempts on the same pair that are made at the same time, this one included; 1 where it is left out. */
  readonly together?: number
}

/** Calls back with the id of each path that is to stop while the others go on. Returns what ends this. */
export type OnPathStop = (listener: (path: number) => void) => () => void

/** Where problems are solved: the inference process, or a script in tests. */
export interface Engine {
  /** Ends with `finished`, also when the signal aborts it; throws an `EngineFailure` when the process dies. */
  solve(job: SolveJob, signal: AbortSignal, onPathStop?: OnPathStop): AsyncIterable<AttemptEvent>
  /**
   * Loads the pair. `demand`: how large its contexts will be, so that a pair that will not fit is not begun with.
   * Aborted, it throws an `EngineFailure`.
   */
  describe(pair: PairSetup, demand?: ContextDemand, signal?: AbortSignal): Promise<PairDescription>
  /** What a model makes of solutions, one judgement a case and in order. Aborted, it ends with those it has. */
  judge(job: JudgeJob, demand: ContextDemand, signal: AbortSignal): AsyncIterable<StepJudgement>
  /** How fast the models of the pair are in contexts of that size. */
  speeds(pair: PairSetup, demand: ContextDemand, signal?: AbortSignal): Promise<PairSpeed>
  /** How long the prompts of a problem are for a pair; null where that is not loaded and was not to be. */
  measure(job: MeasureJob, demand: ContextDemand): Promise<PromptLength | null>
  /**
   * What a server is and can do, asked beside whatever is under way.
   *
   * @param key to be tried; left out for the one that is kept for its address
   * @throws EngineFailure where the inference process cannot say
   */
  examineServer(server: ServerSource, key?: string): Promise<ServerExamination>
  /** How often servers said that they had too much to do, to the process that is there now. */
  refusals(): number
  close(): Promise<void>
}

/** Why an attempt came to nothing. */
export const failureKinds = [
  'model-died',
  'model-missing',
  /** The header or the trial refused a file. */
  'model-refused',
  /** The memory that is free now will not do; a person may load it anyway. */
  'wont-fit',
  /** The models ended the process too often; a person may load them anyway. */
  'died-often',
  'out-of-memory',
  /** A server has another model than the one that the attempt began with. */
  'other-model',
  'context-full',
  'time-limit',
  'engine'
] as const
export type FailureKind = (typeof failureKinds)[number]

interface FailureDetails {
  readonly hint?: string | null
  readonly offer?: StartOffer
  readonly death?: DeathCause | null
}

/** The engine could not do its work; the message says what happened, and often what to do. */
export class EngineFailure extends Error {
  override name = 'EngineFailure'
  readonly kind: FailureKind
  /** What to do, as a sentence of its own, or null. */
  readonly hint: string | null
  /** What to change at the next start, for a button or for flags. */
  readonly offer: StartOffer
  /** How the inference process ended, where that is what happened. */
  readonly death: DeathCause | null

  constructor(
    kind: FailureKind,
    message: string,
    { hint = null, offer = {}, death = null }: FailureDetails = {}
  ) {
    super(message)
    this.kind = kind
    this.hint = hint
    this.offer = offer
    this.death = death
  }
}
