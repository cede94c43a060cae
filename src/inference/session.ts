import { existsSync } from 'node:fs'
import { InsufficientMemoryError } from 'node-llama-cpp'
import type { Job } from '../core/attempt.ts'
import { judgeCase } from '../core/calibration/judge.ts'
import { contextDemand, type ContextDemand } from '../core/memory/context-demand.ts'
import { METHODS } from '../core/methods.ts'
import { Cancelled, type CancelSignal, type StoppedPaths } from '../core/ports.ts'
import { solve } from '../core/solve.ts'
import type { EngineSettings } from '../shared/engine-settings.ts'
import type { RunEvent } from '../shared/events.ts'
import type { InferenceFailureKind, JudgeJob, KnownHash } from '../shared/inference-messages.ts'
import type { Judgement, PairSpeed } from '../shared/judgement.ts'
import type { GgufSummary } from '../shared/model-library.ts'
import type { MethodName } from '../shared/options.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { PairFiles } from '../shared/run-record.ts'
import { readGguf } from './backends/llama/gguf/gate.ts'
import { gpuLayersFor } from './backends/llama/gpu-placement.ts'
import { engineVersion, startEngine, type Engine } from './backends/llama/llama-engine.ts'
import type { ContextOptions } from './backends/llama/llama-model.ts'
import { loadPair, type LoadedPair, type ModelPair } from './backends/llama/load-pair.ts'
import { threadsOf, type ModelFile } from './backends/llama/model-file.ts'

const KEPT_LOG_LINES = 200

/** A request that came to nothing, in words for the user. */
export class InferenceFailure extends Error {
  override name = 'InferenceFailure'
  readonly kind: InferenceFailureKind

  constructor(kind: InferenceFailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** A pair to be loaded, and what is known about it. */
interface WantedPair {
  readonly files: PairFiles
  readonly hashes: readonly KnownHash[]
  readonly settings: EngineSettings
}

export type SessionJob = Omit<Job, 'pair' | 'clock' | 'signal' | 'stoppedPaths'> &
  Omit<WantedPair, 'files'> & { readonly pair: PairFiles }

interface Loaded {
  readonly wanted: WantedPair
  /** The contexts that the GPU has room for beside the weights. */
  readonly demand: ContextDemand
  readonly engine: Engine
  readonly weights: LoadedPair
}

/** Keeps one pair of models in memory and solves problems with it, one after the other. */
export class InferenceSession {
  readonly #onLog: (line: string) => void
  readonly #log: string[] = []
  #loaded: Loaded | null = null
  #contexts: { readonly options: ContextOptions; readonly pair: ModelPair } | null = null

  constructor(onLog: (line: string) => void) {
    this.#onLog = onLog
  }

  /** What the models run on, or null before one was loaded. */
  get device(): string | null {
    return this.#loaded === null ? null : deviceText(this.#loaded)
  }

  /** @param demand how large the contexts will be */
  async describe(wanted: WantedPair, demand: ContextDemand) {
    const loaded = await this.#load(wanted, demand)
    const { weights } = loaded
    const describeModel = (role: 'target' | 'draft') => {
      const { identity, architecture, bytes } = weights[role]
      return { ...identity, path: wanted.files[role], bytes, architecture }
    }
    return {
      target: describeModel('target'),
      draft: describeModel('draft'),
      device: deviceText(loaded),
      engine: await engineVersion()
    }
  }

  /** @throws InferenceFailure where the pair cannot be loaded */
  async *solve(
    { pair: files, hashes, settings, ...job }: SessionJob,
    signal: CancelSignal,
    stoppedPaths: StoppedPaths
  ): AsyncGenerator<RunEvent> {
    const demand = contextDemand(job.options, files.context)
    const pair = await this.#prepare({ files, hashes, settings }, demand, job.options.exact)
    requireMarks(job.prompts, job.options.method, this.#loaded!.weights)
    try {
      yield* solve({ ...job, pair, signal, stoppedPaths, clock: () => performance.now() })
    } finally {
      await Promise.all([pair.draft.forget(), pair.target.forget()])
    }
  }

  /**
   * Lets one model judge solutions, case by case; stops where it is asked to.
   *
   * @throws InferenceFailure where the pair cannot be loaded
   */
  async *judge(
    wanted: WantedPair,
    demand: ContextDemand,
    { by, prompts, pool, cases }: Omit<JudgeJob, 'pair'>,
    signal: CancelSignal
  ): AsyncGenerator<Judgement> {
    const pair = await this.#prepare(wanted, demand, false)
    try {
      for (const each of cases) {
        if (signal.aborted) return
        yield await judgeCase(pair[by], each, { profile: prompts, pool, signal })
      }
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
    } finally {
      await pair[by].forget()
    }
  }

  /** How fast both models are: what was measured when their contexts were made, anew where they have to be. */
  async speeds(wanted: WantedPair, demand: ContextDemand): Promise<PairSpeed> {
    const { draft, target } = await this.#prepare(wanted, demand, false)
    return { draft: draft.speed, target: target.speed }
  }

  async unload(): Promise<void> {
    const loaded = this.#loaded
    this.#loaded = null
    this.#contexts = null
    await loaded?.weights.dispose()
    await loaded?.engine.llama.dispose()
  }

  /** The pair with contexts that are large enough; the ones at hand are kept where they are. */
  async #prepare(wanted: WantedPair, demand: ContextDemand, exact: boolean): Promise<ModelPair> {
    const { weights } = await this.#load(wanted, demand)
    const contexts = { paths: demand.paths, contextSize: demand.context, exact }
    const known = this.#contexts
    if (known !== null && suffices(known.options, contexts)) return known.pair
    this.#contexts = null
    const pair = await this.#explaining(
      () => weights.contexts(contexts),
      `There is not enough memory for ${contexts.paths} paths of ${contexts.contextSize} tokens: choose fewer paths (--paths) or tokens (--max-tokens).`
    )
    this.#contexts = { options: contexts, pair }
    return pair
  }

  async #load(wanted: WantedPair, demand: ContextDemand): Promise<Loaded> {
    const { files, hashes, settings } = wanted
    const known = this.#loaded
    const again = known !== null && sameWeights(known.wanted, wanted)
    if (again && hasRoom(known, demand)) return known
    // What was wanted before will be wanted again.
    const room = again ? larger(known.demand, demand) : demand
    await this.unload()
    const summaries = { target: checkFile(files.target), draft: checkFile(files.draft) }
    const engine = await startEngine({
      gpu: files.gpu,
      threads: files.threads,
      cpuBackend: settings.cpuBackend,
      onLog: (line) => {
        this.#note(line)
      }
    }).catch((error: unknown) => {
      throw new InferenceFailure('engine', messageOf(error), { cause: error })
    })
    try {
      const gpuLayers = await gpuLayersFor(engine.llama, summaries, room, files.gpuLayers)
      const weights = await this.#explaining(
        () => loadPair(engine, { ...files, gpuLayers }, settings, hashes),
        'There is not enough memory for this pair: choose a smaller model, or a stronger quantisation of it.'
      )
      this.#loaded = { wanted, demand: room, engine, weights }
      return this.#loaded
    } catch (error) {
      await engine.llama.dispose()
      throw error
    }
  }

  /** Turns failures of the engine into sentences; the reason stands only in its log. */
  async #explaining<T>(work: () => Promise<T>, outOfMemory: string): Promise<T> {
    const before = this.#log.length
    try {
      return await work()
    } catch (error) {
      if (error instanceof InsufficientMemoryError) {
        throw new InferenceFailure('out-of-memory', outOfMemory, { cause: error })
      }
      const reason = this.#log.slice(before).find((line) => line.startsWith('error:'))
      const message = [messageOf(error), reason].filter((part) => part !== undefined).join(' ')
      throw new InferenceFailure('engine', message, { cause: error })
    }
  }

  #note(line: string): void {
    this.#log.push(line)
    if (this.#log.length > KEPT_LOG_LINES) this.#log.shift()
    this.#onLog(line)
  }
}

/**
 * A profile for models that think needs models that know its marks: another would write them as plain text, if ever, and
 * its answer would never be found behind them.
 *
 * @throws InferenceFailure
 */
function requireMarks(
  { name, thinking }: PromptProfile,
  method: MethodName,
  weights: LoadedPair
): void {
  if (thinking === null) return
  const { writer, proposes } = METHODS[method]
  const roles = (['target', 'draft'] as const).filter(
    (role) => writer === 'draft-and-target' || writer === role || proposes
  )
  for (const role of roles) {
    const { knowsMark, identity } = weights[role]
    if (knowsMark(thinking.open) && knowsMark(thinking.close)) continue
    throw new InferenceFailure(
      'engine',
      `The prompt profile "${name}" has models think between ${thinking.open} and ${thinking.close}, and the ${role} ${identity.name} knows no such marks. Choose a profile without thinking, such as generic-chat (--prompts generic-chat), or another ${role}.`
    )
  }
}

/** Whether the layers on the GPU were chosen for contexts of this size or larger; without a GPU it does not matter. */
function hasRoom({ engine, demand }: Loaded, { paths, context }: ContextDemand): boolean {
  if (engine.llama.gpu === false) return true
  return demand.paths >= paths && demand.context >= context
}

function larger(a: ContextDemand, b: ContextDemand): ContextDemand {
  return { paths: Math.max(a.paths, b.paths), context: Math.max(a.context, b.context) }
}

function suffices(known: ContextOptions, wanted: ContextOptions): boolean {
  return (
    known.exact === wanted.exact &&
    known.paths >= wanted.paths &&
    known.contextSize >= wanted.contextSize
  )
}

/** Whether the same weights are loaded in the same way; contexts are made anew on them. */
function sameWeights(a: WantedPair, b: WantedPair): boolean {
  const weights = ({ files, settings }: WantedPair) =>
    JSON.stringify({ files: { ...files, context: null, loadAnyway: null }, settings })
  return weights(a) === weights(b)
}

/** What the models run on and how, in words: "CPU (haswell), 1 thread, flash attention on". */
function deviceText({ engine, weights: { target, draft } }: Loaded): string {
  if (engine.llama.gpu !== false) return engine.device
  const threads = Math.max(threadsOf(engine, target), threadsOf(engine, draft))
  const parts = [engine.device, `${threads} ${threads === 1 ? 'thread' : 'threads'}`]
  const [ofTarget, ofDraft] = [attentionText(target), attentionText(draft)]
  if (ofTarget !== null || ofDraft !== null) {
    const both = ofTarget === ofDraft
    parts.push(
      `flash attention ${ofTarget ?? 'auto'}${both ? '' : ` (draft ${ofDraft ?? 'auto'})`}`
    )
  }
  return parts.join(', ')
}

function attentionText({ settings: { flashAttention } }: ModelFile): string | null {
  if (flashAttention === null) return null
  return flashAttention ? 'on' : 'off'
}

/** Reads the header; refuses what llama.cpp would abort on. */
function checkFile(path: string): GgufSummary {
  if (!existsSync(path)) {
    throw new InferenceFailure('model-missing', `There is no model file ${path}.`)
  }
  try {
    const summary = readGguf(path)
    if (summary.cannotWrite !== null) throw new Error(summary.cannotWrite)
    return summary
  } catch (error) {
    throw new InferenceFailure('engine', `${path} cannot be used: ${messageOf(error)}`, {
      cause: error
    })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
