import type { Baseline } from '../core/baseline.ts'
import type { ModelIdentity, RunEvent } from '../shared/events.ts'
import type { SolveOptions } from '../shared/options.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { PairFiles } from '../shared/run-record.ts'
import type { StrategyPool } from '../shared/strategy-pool.ts'

/** One problem to be solved once. */
export interface SolveJob {
  readonly problem: string
  readonly options: SolveOptions
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: PairFiles
  /** Measured on the same problem, or null where it has to be estimated. */
  readonly baseline: Baseline | null
}

/** One model file, as it is on disk now. */
export interface ModelDescription extends ModelIdentity {
  readonly path: string
  readonly bytes: number
  readonly architecture: string
}

export interface PairDescription {
  readonly target: ModelDescription
  readonly draft: ModelDescription
  /** What the models run on: "CPU, 2 threads". */
  readonly device: string
  /** Version of the inference engine. */
  readonly engine: string
}

/** Calls back with the id of each path that is to stop while the others go on. Returns what ends this. */
export type OnPathStop = (listener: (path: number) => void) => () => void

/** Where problems are solved: the inference process, or a script in tests. */
export interface Engine {
  /** Ends with `finished`, also when the signal aborts it; throws an `EngineFailure` when the process dies. */
  solve(job: SolveJob, signal: AbortSignal, onPathStop?: OnPathStop): AsyncIterable<RunEvent>
  describe(pair: PairFiles): Promise<PairDescription>
  close(): Promise<void>
}

/** Why an attempt came to nothing. */
export const failureKinds = [
  'model-died',
  'model-missing',
  'out-of-memory',
  'context-full',
  'time-limit',
  'engine'
] as const
export type FailureKind = (typeof failureKinds)[number]

/** The engine could not do its work; the message says what to do. */
export class EngineFailure extends Error {
  override name = 'EngineFailure'
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string) {
    super(message)
    this.kind = kind
  }
}
