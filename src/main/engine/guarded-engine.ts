import { contextDemand, type ContextDemand } from '../../core/memory/context-demand.ts'
import { DEFAULT_SETTINGS, type EngineSettings } from '../../shared/engine-settings.ts'
import type { ModelIdentity } from '../../shared/events.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { keepLog } from './engine-log.ts'
import { EngineFailure } from './engine.ts'
import { keysToSend } from '../models/keys-to-send.ts'
import { admitPair } from '../models/admission.ts'
import type { ModelServices } from '../models/model-services.ts'
import type { Death } from './inference-life.ts'
import type { Supervisor, SupervisorHooks } from './supervisor.ts'

export interface GuardedEngineOptions {
  /** Starts the supervisor that is guarded. */
  readonly start: (hooks: SupervisorHooks) => Supervisor
  /** Opened when the first pair is loaded. */
  readonly models: () => Pick<
    ModelServices,
    'library' | 'servers' | 'serverKeys' | 'deaths' | 'fit' | 'devices' | 'speed'
  >
  /** Where the logs of processes that died are kept. */
  readonly logFolder: string
}

/** What the inference process may hold, and since when nothing spoke against it. */
interface Admission {
  readonly pair: PairSetup
  readonly demand: ContextDemand
  readonly settings: EngineSettings
}

/**
 * The supervisor behind a door that every pair passes before it is loaded (`models/admission.ts`), whoever asks. It
 * also writes down what the process died of, so that the next start can be a better one.
 */
export function createGuardedEngine({
  start,
  models,
  logFolder
}: GuardedEngineOptions): Supervisor {
  let admitted: Admission | null = null
  let admitting: Promise<unknown> = Promise.resolve()

  const engine = start({
    knownHashes: (pair) => models().library.knownHashes(pathsOf(pair)),
    serverKeys: (servers) => keysToSend(servers, models()),
    settings: (pair) =>
      admitted !== null && samePair(admitted.pair, pair) ? admitted.settings : DEFAULT_SETTINGS,
    async onDeath(death) {
      const last = admitted
      admitted = null
      if (death.failure.death === null) return death.failure
      keepLog(logFolder, death)
      return last === null ? death.failure : explained(death, last)
    },
    onKill() {
      admitted = null
    }
  })

  async function explained({ failure, status }: Death, last: Admission): Promise<EngineFailure> {
    const { pair, demand } = last
    if (failure.death === null) return failure
    const settings = { ...demand, gpu: await usesGpu(pair, status.device) }
    const { advice, offer } = models().deaths.died(pair, failure.death, settings)
    return new EngineFailure(failure.kind, failure.message, {
      hint: advice,
      offer,
      death: failure.death
    })
  }

  async function usesGpu({ gpu }: PairSetup, device: string | null): Promise<boolean> {
    if (gpu === 'off') return false
    if (device !== null) return !device.startsWith('CPU')
    return (await models().devices()).gpu !== null
  }

  async function unload(): Promise<void> {
    admitted = null
    await engine.unload()
  }

  /** Lets a pair in; one after the other, since each may end what was loaded before. Returns whether it was new. */
  function admit(pair: PairSetup, demand: ContextDemand): Promise<boolean> {
    const next = admitting.then(async () => {
      if (admitted !== null && covers(admitted, pair, demand)) return false
      await admitPair(pair, demand, { services: models(), unload })
      admitted = { pair, demand, settings: await models().speed.settingsFor(pair) }
      return true
    })
    admitting = next.catch(() => undefined)
    return next
  }

  function noteHashes(
    { target, draft }: PairSetup,
    found: Readonly<Record<'target' | 'draft', Pick<ModelIdentity, 'sha256'>>>
  ): void {
    const paths = { target: filePathOf(target), draft: filePathOf(draft) }
    const { library } = models()
    if (paths.target !== null) library.noteHash(paths.target, found.target.sha256)
    if (paths.draft !== null) library.noteHash(paths.draft, found.draft.sha256)
  }

  return {
    ...engine,
    async *solve(job, signal, onPathStop) {
      const demand = contextDemand(job.options, job.pair.context, job.together)
      const isNew = await unlessAborted(admit(job.pair, demand), signal)
      for await (const event of engine.solve(job, signal, onPathStop)) {
        if (isNew && event.type === 'started') noteHashes(job.pair, event.pair)
        yield event
      }
      if (!signal.aborted) models().deaths.endedWell(job.pair)
    },
    async describe(pair, demand = { paths: 1, context: pair.context ?? 1 }, signal) {
      const isNew = await unlessAborted(admit(pair, demand), signal)
      const description = await engine.describe(pair, demand, signal)
      if (isNew) noteHashes(pair, description)
      return description
    },
    async *judge(job, demand, signal) {
      await unlessAborted(admit(job.pair, demand), signal)
      yield* engine.judge(job, demand, signal)
    },
    async measure(job, demand) {
      const isLoaded = admitted !== null && samePair(admitted.pair, job.pair)
      if (job.onlyIfLoaded && !isLoaded) return null
      if (!job.onlyIfLoaded) await admit(job.pair, demand)
      return engine.measure(job, demand)
    },
    async speeds(pair, demand, signal) {
      await unlessAborted(admit(pair, demand), signal)
      return engine.speeds(pair, demand, signal)
    },
    unload
  }
}

/** Waits for work that cannot be stopped, or for the wish to stop: what it finds then is of no use to anybody. */
async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return work
  const stopped = new EngineFailure('engine', 'It was stopped before the models were loaded.')
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => {
    reject(stopped)
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function pathsOf({ target, draft }: PairSetup): string[] {
  return [target, draft].map(filePathOf).filter((path) => path !== null)
}

function covers(known: Admission, pair: PairSetup, demand: ContextDemand): boolean {
  return (
    samePair(known.pair, pair) &&
    known.demand.paths >= demand.paths &&
    known.demand.context >= demand.context
  )
}

function samePair(a: PairSetup, b: PairSetup): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
