import { whatIsBeyond } from '../core/abilities.ts'
import type { Job } from '../core/attempt.ts'
import { judgeCase } from '../core/calibration/judge.ts'
import { contextDemand, type ContextDemand } from '../core/memory/context-demand.ts'
import { longestPrompt, type PromptLength, readersOf } from '../core/prompt-length.ts'
import { Cancelled, type CancelSignal, type StoppedPaths } from '../core/ports.ts'
import { solve } from '../core/solve.ts'
import type { Role } from '../shared/cost.ts'
import type { AttemptEvent } from '../shared/events.ts'
import type { JudgeJob, MeasureJob, PairDescription } from '../shared/inference-messages.ts'
import type { StepJudgement, PairSpeed } from '../shared/judgement.ts'
import type { MethodName } from '../shared/options.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { PairSetup } from '../shared/run-record.ts'
import type {
  AdmittedModels,
  Backend,
  ContextOptions,
  LoadedModels,
  OpenModel,
  WantedPair
} from './backend.ts'
import { InferenceFailure } from './inference-failure.ts'

const ROLES = ['target', 'draft'] as const

export type SessionJob = Omit<Job, 'pair' | 'clock' | 'signal' | 'stoppedPaths'> &
  Omit<WantedPair, 'setup'> & {
    readonly pair: PairSetup
    /** Attempts on the same pair that are made at the same time, this one included; 1 where it is left out. */
    readonly together?: number | undefined
  }

type OpenPair = Readonly<Record<Role, OpenModel>>

interface Loaded {
  readonly wanted: WantedPair
  /** The contexts that there is room for beside the weights. */
  readonly demand: ContextDemand
  /** The backend of each role; one for both where it serves both. */
  readonly parts: Readonly<Record<Role, LoadedModels>>
}

/**
 * Keeps one pair of models ready and solves problems with it. Attempts on the same pair may be made at the same time; what
 * they need is made ready one after the other, and never taken from under another.
 */
export class InferenceSession {
  readonly #backends: readonly Backend[]
  /** Settles when whoever is being made ready for is ready. */
  #preparing: Promise<unknown> = Promise.resolve()
  /** Attempts that are under way on the contexts at hand. */
  readonly #underWay = new Set<Promise<void>>()
  #loaded: Loaded | null = null
  #contexts: { readonly options: ContextOptions; readonly pair: OpenPair } | null = null

  constructor(backends: readonly Backend[]) {
    this.#backends = backends
  }

  /** What the models run on, or null before one was loaded. */
  get device(): string | null {
    return this.#loaded === null ? null : inWords(this.#loaded, ({ device }) => device)
  }

  /**
   * @param demand how large the contexts will be
   * @throws InferenceFailure where the pair cannot be loaded
   */
  async describe(wanted: WantedPair, demand: ContextDemand): Promise<PairDescription> {
    const loaded = await this.#load(wanted, demand)
    const { target, draft } = loaded.parts
    return {
      target: target.describe('target'),
      draft: draft.describe('draft'),
      device: inWords(loaded, ({ device }) => device),
      engine: inWords(loaded, ({ engine }) => engine)
    }
  }

  /** @throws InferenceFailure where the pair cannot be loaded, or cannot do what the options ask for */
  async *solve(
    { pair: setup, hashes, keys, settings, ...job }: SessionJob,
    signal: CancelSignal,
    stoppedPaths: StoppedPaths
  ): AsyncGenerator<AttemptEvent> {
    const demand = contextDemand(job.options, setup.context, job.together)
    const wanted = { setup, hashes, keys, settings }
    const { pair, leave } = await this.#enter(wanted, demand, job.options.exact)
    try {
      const loaded = this.#loaded!
      requireMarks(job.prompts, job.options.method, loaded.parts)
      const beyond = whatIsBeyond(job.options, pair)
      if (beyond !== null) throw new InferenceFailure('engine', beyond)
      const clock = () => performance.now()
      for await (const event of solve({ ...job, pair, signal, stoppedPaths, clock })) {
        for (const part of partsOf(loaded)) {
          const lost = part.lost()
          if (lost !== null) throw lost
        }
        yield event
      }
    } finally {
      await Promise.all([pair.draft.forget(), pair.target.forget()])
      leave()
    }
  }

  /** The pair for an attempt, which keeps it until it leaves. */
  #enter(
    wanted: WantedPair,
    demand: ContextDemand,
    exact: boolean
  ): Promise<{ readonly pair: OpenPair; readonly leave: () => void }> {
    const ready = this.#preparing.then(async () => {
      const pair = await this.#prepare(wanted, demand, exact)
      const over = Promise.withResolvers<void>()
      this.#underWay.add(over.promise)
      const leave = () => {
        this.#underWay.delete(over.promise)
        over.resolve()
      }
      return { pair, leave }
    })
    this.#preparing = ready.catch(() => undefined)
    return ready
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
  ): AsyncGenerator<StepJudgement> {
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

  /**
   * How long the prompts of a problem are, for the model that has least room for them. Makes no contexts.
   *
   * @returns null where the weights are not in memory and `onlyIfLoaded` is asked for
   * @throws InferenceFailure where the pair cannot be loaded
   */
  async measure(
    wanted: WantedPair,
    demand: ContextDemand,
    { problem, method, prompts, pool, onlyIfLoaded }: Omit<MeasureJob, 'pair'>
  ): Promise<PromptLength | null> {
    const known = this.#loaded
    const isLoaded = known !== null && sameWeights(known.wanted, wanted)
    if (onlyIfLoaded && !isLoaded) return null
    const { parts } = isLoaded ? known : await this.#load(wanted, demand)
    const chat = longestPrompt(prompts, pool, problem)
    let tightest: PromptLength | null = null
    for (const role of readersOf(method)) {
      const length = {
        tokens: await parts[role].lengthOf(role, chat),
        context: Math.min(demand.context, parts[role].longestContext(role))
      }
      if (tightest === null || room(length) < room(tightest)) tightest = length
    }
    return tightest
  }

  async unload(): Promise<void> {
    await Promise.all(this.#underWay)
    const loaded = this.#loaded
    this.#loaded = null
    this.#contexts = null
    if (loaded === null) return
    for (const part of partsOf(loaded)) await part.dispose()
  }

  /** The pair with contexts that are large enough; the ones at hand are kept where they are. */
  async #prepare(wanted: WantedPair, demand: ContextDemand, exact: boolean): Promise<OpenPair> {
    const loaded = await this.#load(wanted, demand)
    const contexts = { paths: demand.paths, contextSize: demand.context, exact }
    const known = this.#contexts
    if (known !== null && suffices(known.options, contexts)) return known.pair
    return this.#open(loaded, contexts)
  }

  async #open(loaded: Loaded, options: ContextOptions): Promise<OpenPair> {
    await Promise.all(this.#underWay)
    this.#contexts = null
    const models = new Map<Role, OpenModel>()
    for (const part of partsOf(loaded)) {
      for (const [role, model] of await part.open(options)) models.set(role, model)
    }
    const pair = { target: models.get('target')!, draft: models.get('draft')! }
    this.#contexts = { options, pair }
    return pair
  }

  async #load(wanted: WantedPair, demand: ContextDemand): Promise<Loaded> {
    const known = this.#loaded
    const again = known !== null && sameWeights(known.wanted, wanted)
    if (again && (await serves(known, demand))) return known
    // What was wanted before will be wanted again.
    const room = again ? larger(known.demand, demand) : demand
    await this.unload()
    const admitted = await this.#admit(wanted)
    const parts = new Map<AdmittedModels, LoadedModels>()
    try {
      for (const models of new Set(Object.values(admitted))) {
        parts.set(models, await models.load(room))
      }
    } catch (error) {
      for (const part of parts.values()) await part.dispose()
      throw error
    }
    this.#loaded = {
      wanted,
      demand: room,
      parts: { target: parts.get(admitted.target)!, draft: parts.get(admitted.draft)! }
    }
    return this.#loaded
  }

  /** Lets both models in before either is loaded. */
  async #admit(wanted: WantedPair): Promise<Record<Role, AdmittedModels>> {
    const admitted: Partial<Record<Role, AdmittedModels>> = {}
    for (const backend of this.#backends) {
      const roles = ROLES.filter((role) => wanted.setup[role].kind === backend.serves)
      if (roles.length === 0) continue
      const models = await backend.admit(wanted, roles)
      for (const role of roles) admitted[role] = models
    }
    const { target, draft } = admitted
    if (target === undefined || draft === undefined) {
      throw new Error('No backend serves such a model')
    }
    return { target, draft }
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
  parts: Loaded['parts']
): void {
  if (thinking === null) return
  for (const role of readersOf(method)) {
    const part = parts[role]
    if (part.knowsMark(role, thinking.open) && part.knowsMark(role, thinking.close)) continue
    throw new InferenceFailure(
      'engine',
      `The prompt profile "${name}" has models think between ${thinking.open} and ${thinking.close}, and the ${role} ${part.describe(role).name} knows no such marks. Choose a profile without thinking, such as generic-chat (--prompts generic-chat), or another ${role}.`
    )
  }
}

function room({ tokens, context }: PromptLength): number {
  return context - tokens
}

function partsOf({ parts: { target, draft } }: Loaded): ReadonlySet<LoadedModels> {
  return new Set([target, draft])
}

async function serves(loaded: Loaded, demand: ContextDemand): Promise<boolean> {
  for (const part of partsOf(loaded)) if (!(await part.serve(demand))) return false
  return true
}

/** What is true of both models once, of two by their roles. */
function inWords({ parts }: Loaded, say: (part: LoadedModels) => string): string {
  const [target, draft] = [say(parts.target), say(parts.draft)]
  return target === draft ? target : `${target}; draft on ${draft}`
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
  const weights = ({ setup, settings, keys }: WantedPair) =>
    JSON.stringify({ setup: { ...setup, context: null, loadAnyway: null }, settings, keys })
  return weights(a) === weights(b)
}
