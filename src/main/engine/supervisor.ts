import { createChannel } from '../../core/channel.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import { DEFAULT_SETTINGS, type EngineSettings } from '../../shared/engine-settings.ts'
import type {
  InferenceRequest,
  KnownHash,
  PairDescription,
  ServerKey
} from '../../shared/inference-messages.ts'
import type { ServerSource } from '../../shared/model-source.ts'
import { serversOf, type PairSetup } from '../../shared/run-record.ts'
import { EngineFailure, type Engine, type OnPathStop, type SolveJob } from './engine.ts'
import { startNodeChild, type StartChild } from './inference-child.ts'
import {
  keep,
  startProcess,
  type Death,
  type EngineStatus,
  type RequestOutcome,
  type RunningProcess
} from './inference-life.ts'

export interface Supervisor extends Engine {
  /** Frees the models; the process stays. */
  unload(): Promise<void>
  /** Ends the process at once; whatever it works on fails. The next job starts another. */
  kill(): void
  /** Null while no process runs. */
  status(): EngineStatus | null
  /** The last lines that the engine wrote, those of processes that died included. */
  log(): readonly string[]
}

/** What the program knows about models, and wants to know about what becomes of them. */
export interface SupervisorHooks {
  /** Hashes that need not be computed anew. */
  readonly knownHashes: (pair: PairSetup) => readonly KnownHash[]
  /** The keys that were kept for some servers. */
  readonly serverKeys: (servers: readonly ServerSource[]) => readonly ServerKey[]
  /** The settings with which a pair is fastest here, as far as that is known. */
  readonly settings: (pair: PairSetup) => EngineSettings
  /** Told of a death, with what the process wrote last; returns what those who waited for it are told. */
  readonly onDeath: (death: Death) => Promise<EngineFailure>
  /** Told when a process is ended at once because somebody asked: what it held is gone, and no death is told of. */
  readonly onKill: () => void
}

/** Milliseconds in which models that are being loaded may come to listen to a request to stop. */
const LOADING_MS = 1000

const NO_HOOKS: SupervisorHooks = {
  knownHashes: () => [],
  serverKeys: () => [],
  settings: () => DEFAULT_SETTINGS,
  onDeath: ({ failure }) => Promise.resolve(failure),
  onKill: () => undefined
}

/** Starts the inference process when it is needed, and a new one after its death. */
export function createSupervisor(
  startChild: StartChild = startNodeChild,
  { knownHashes, serverKeys, settings, onDeath, onKill }: SupervisorHooks = NO_HOOKS
): Supervisor {
  const log: string[] = []
  let running: RunningProcess | null = null
  /** The CPU backend of the process under way: it has one for good. */
  let backend: string | null = null
  let nextId = 0

  function note(lines: readonly string[]): void {
    keep(log, lines)
  }
  function process(): RunningProcess {
    running ??= startProcess(startChild, {
      note,
      onDeath,
      onEnd(ended) {
        if (running === ended) running = null
      }
    })
    return running
  }
  /**
   * Makes way for a process with another CPU backend. Where the one at hand works for somebody, it stays: it can do
   * what is asked, only more slowly.
   */
  async function changeBackend(name: string | null): Promise<void> {
    const last = running
    if (last !== null && last.waiting.size > 0) return
    running = null
    backend = name
    await last?.stop()
  }
  function kill(): void {
    onKill()
    running?.kill()
    // It may take a moment to die; what is asked next goes to its successor.
    running = null
  }
  /** Sends a request; the outcomes of its answer end with one that is no event and no judgement. */
  async function* ask(
    request: (id: number) => InferenceRequest,
    signal?: AbortSignal,
    onPathStop?: OnPathStop
  ): AsyncGenerator<RequestOutcome> {
    const id = nextId++
    const { child, waiting } = process()
    const outcomes = createChannel<RequestOutcome>()
    waiting.set(id, outcomes)
    let begun = false
    let impatience: NodeJS.Timeout | null = null
    const cancel = () => {
      child.send({ type: 'cancel', id })
      // Models that are being loaded hear nothing until they are, which may take minutes. A request that only waits its
      // turn is dropped when that comes: ending the process would end the work of others.
      if (!begun) {
        impatience ??= setTimeout(() => {
          if (waiting.size === 1) kill()
        }, LOADING_MS)
      }
    }
    signal?.addEventListener('abort', cancel, { once: true })
    const endStops = onPathStop?.((path) => {
      child.send({ type: 'stop-path', id, path })
    })
    try {
      child.send(request(id))
      if (signal?.aborted === true) cancel()
      for await (const outcome of outcomes) {
        begun = true
        if (impatience !== null) clearTimeout(impatience)
        yield outcome
        if (outcome.type !== 'event' && outcome.type !== 'judged') return
      }
    } finally {
      signal?.removeEventListener('abort', cancel)
      endStops?.()
      if (impatience !== null) clearTimeout(impatience)
      if (waiting.delete(id)) cancel()
    }
  }

  /** What a request for a pair says beside the pair. */
  function wanted(pair: PairSetup) {
    return {
      hashes: [...knownHashes(pair)],
      keys: [...serverKeys(serversOf(pair))],
      settings: settings(pair)
    }
  }
  /** Null where the process at hand is one that can have it. */
  function otherBackend({ settings }: { settings: EngineSettings }): Promise<void> | null {
    const name = settings.cpuBackend?.name ?? null
    return name === backend ? null : changeBackend(name)
  }

  return {
    async *solve(
      job: SolveJob,
      signal: AbortSignal,
      onPathStop?: OnPathStop
    ): AsyncGenerator<AttemptEvent> {
      const known = wanted(job.pair)
      const change = otherBackend(known)
      if (change !== null) await change
      const outcomes = ask((id) => ({ type: 'solve', id, job, ...known }), signal, onPathStop)
      for await (const outcome of outcomes) {
        if (outcome.type === 'event') yield outcome.event
        else throwFailure(outcome)
      }
    },
    async describe(
      pair: PairSetup,
      demand = { paths: 1, context: pair.context ?? 1 },
      signal?: AbortSignal
    ): Promise<PairDescription> {
      const known = wanted(pair)
      const change = otherBackend(known)
      if (change !== null) await change
      const asked = ask((id) => ({ type: 'describe', id, pair, demand, ...known }), signal)
      return (await answerTo('described', asked)).pair
    },
    async *judge(job, demand, signal) {
      const known = wanted(job.pair)
      const change = otherBackend(known)
      if (change !== null) await change
      const outcomes = ask((id) => ({ type: 'judge', id, job, demand, ...known }), signal)
      for await (const outcome of outcomes) {
        if (outcome.type === 'judged') yield outcome.judgement
        else throwFailure(outcome)
      }
    },
    async speeds(pair, demand, signal) {
      const known = wanted(pair)
      const change = otherBackend(known)
      if (change !== null) await change
      const asked = ask((id) => ({ type: 'speeds', id, pair, demand, ...known }), signal)
      return (await answerTo('timed', asked)).speed
    },
    async measure(job, demand) {
      const known = wanted(job.pair)
      const change = job.onlyIfLoaded ? null : otherBackend(known)
      if (change !== null) await change
      const asked = ask((id) => ({ type: 'measure', id, job, demand, ...known }))
      return (await answerTo('measured', asked)).length
    },
    async examineServer(server, key) {
      const keys = key === undefined ? [...serverKeys([server])] : [{ url: server.url, key }]
      const asked = ask((id) => ({ type: 'examine-server', id, server, keys }))
      return (await answerTo('examined', asked)).examination
    },
    async unload() {
      if (running === null) return
      for await (const outcome of ask((id) => ({ type: 'unload', id }))) throwFailure(outcome)
    },
    kill,
    status: () => running?.status ?? null,
    refusals: () => running?.status.refusals ?? 0,
    log: () => [...log],
    async close() {
      const last = running
      running = null
      await last?.stop()
    }
  }
}

/** The answer to a request that has one; the outcome that it is known by. */
async function answerTo<T extends RequestOutcome['type']>(
  type: T,
  outcomes: AsyncIterable<RequestOutcome>
): Promise<Extract<RequestOutcome, { type: T }>> {
  for await (const outcome of outcomes) {
    if (isOf(type, outcome)) return outcome
    throwFailure(outcome)
  }
  throw new EngineFailure('engine', `The inference process gave no answer ("${type}").`)
}

function isOf<T extends RequestOutcome['type']>(
  type: T,
  outcome: RequestOutcome
): outcome is Extract<RequestOutcome, { type: T }> {
  return outcome.type === type
}

function throwFailure(outcome: RequestOutcome): void {
  if (outcome.type === 'died') throw outcome.failure
  if (outcome.type === 'failed') throw new EngineFailure(outcome.kind, outcome.message)
}
