import type { Inabilities } from '../core/abilities.ts'
import type { ContextDemand } from '../core/memory/context-demand.ts'
import type { Chat, Model } from '../core/ports.ts'
import type { Role } from '../shared/cost.ts'
import type { EngineSettings } from '../shared/engine-settings.ts'
import type { KnownHash, ModelDescription, ServerKey } from '../shared/inference-messages.ts'
import type { ModelSpeed } from '../shared/judgement.ts'
import type { ModelSource } from '../shared/model-source.ts'
import type { PairSetup } from '../shared/run-record.ts'
import type { InferenceFailure } from './inference-failure.ts'

/**
 * Where models come from, as the session sees it: a row of steps, each of which gives the next. A pair whose models
 * are of two kinds has two backends, each of which is asked for its own role.
 */

/** A pair to be loaded, and what is known about it. */
export interface WantedPair {
  readonly setup: PairSetup
  readonly hashes: readonly KnownHash[]
  /** Of the servers that it has models on. */
  readonly keys: readonly ServerKey[]
  readonly settings: EngineSettings
}

export interface ContextOptions {
  /** Threads open at the same time at most. */
  readonly paths: number
  /** Tokens of one path, prompt and questions included; never more than the model was trained on. */
  readonly contextSize: number
  /**
   * One sequence a batch, and nothing shared between paths: what a path computes does not depend, down to the last
   * bit, on what the others do.
   */
  readonly exact: boolean
}

/** One kind of place where models are. */
export interface Backend {
  /** The sources that it serves. */
  readonly serves: ModelSource['kind']
  /**
   * Refuses models that must not be loaded. Loads nothing.
   *
   * @throws InferenceFailure
   */
  admit(wanted: WantedPair, roles: readonly Role[]): Promise<AdmittedModels>
}

/** Models that may be loaded. */
export interface AdmittedModels {
  /**
   * @param demand how large their contexts will be
   * @throws InferenceFailure
   */
  load(demand: ContextDemand): Promise<LoadedModels>
}

/** Models that are ready for contexts. */
export interface LoadedModels {
  /** What they run on, in words: "CPU, 2 threads". */
  readonly device: string
  /** What runs them, and its version. */
  readonly engine: string
  describe(role: Role): ModelDescription
  /** Whether a model knows a mark, such as the one that opens its thinking. */
  knowsMark(role: Role, mark: string): boolean
  /** Tokens of a prompt, as the model would read it. */
  lengthOf(role: Role, chat: Chat): Promise<number>
  /** Tokens that a context of the model can have at most. */
  longestContext(role: Role): number
  /** Whether contexts of that size go on them as they are, so that nothing need be loaded anew. */
  serve(demand: ContextDemand): Promise<boolean>
  /** Why what is being made of them is worth nothing: one of them became another model meanwhile. Null where all is well. */
  lost(): InferenceFailure | null
  /**
   * Makes contexts; those made before are freed.
   *
   * @throws InferenceFailure
   */
  open(options: ContextOptions): Promise<ReadonlyMap<Role, OpenModel>>
  dispose(): Promise<void>
}

/** A model that problems are solved with. */
export interface OpenModel extends Model {
  /** How fast it is in its contexts. */
  readonly speed: ModelSpeed
  readonly inabilities: Inabilities
  /** Forgets what closed threads have left for the next: an attempt must not depend on the one before. */
  forget(): Promise<void>
}
