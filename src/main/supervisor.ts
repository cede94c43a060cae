import { createChannel, type Channel } from '../core/channel.ts'
import type { RunEvent } from '../shared/events.ts'
import {
  inferenceReplySchema,
  type InferenceReply,
  type InferenceRequest,
  type KnownHash
} from '../shared/inference-messages.ts'
import type { PairFiles } from '../shared/run-record.ts'
import { engineDeath } from './engine-death.ts'
import {
  EngineFailure,
  type Engine,
  type OnPathStop,
  type PairDescription,
  type SolveJob
} from './engine.ts'
import { startNodeChild, type InferenceChild, type StartChild } from './inference-child.ts'

const KEPT_LOG_LINES = 200
/** Heartbeats come every second, also while llama.cpp works, and not while the machine sleeps. */
const MISSED_HEARTBEATS = 30
const STOP_MS = 2000

/** Memory and device of the inference process, as last reported. */
export interface EngineStatus {
  readonly memory: number
  readonly device: string | null
}

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

type Outcome =
  | Exclude<InferenceReply, { type: 'heartbeat' | 'stopping' }>
  | { type: 'died'; failure: EngineFailure }

/** What the program knows about models, and wants to know about what becomes of them. */
export interface SupervisorHooks {
  /** Hashes that need not be computed anew. */
  readonly knownHashes: (pair: PairFiles) => readonly KnownHash[]
  /** Told of a death, with what the process wrote last; returns what those who waited for it are told. */
  readonly onDeath: (death: Death) => Promise<EngineFailure>
}

export interface Death {
  readonly failure: EngineFailure
  /** The process as it was last reported. */
  readonly status: EngineStatus
  readonly log: readonly string[]
}

const NO_HOOKS: SupervisorHooks = {
  knownHashes: () => [],
  onDeath: ({ failure }) => Promise.resolve(failure)
}

/** Starts the inference process when it is needed, and a new one after its death. */
export function createSupervisor(
  startChild: StartChild = startNodeChild,
  { knownHashes, onDeath }: SupervisorHooks = NO_HOOKS
): Supervisor {
  const log: string[] = []
  let running: RunningProcess | null = null
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
  /** Sends a request; the outcomes of its answer end with one that is no event. */
  async function* ask(
    request: (id: number) => InferenceRequest,
    signal?: AbortSignal,
    onPathStop?: OnPathStop
  ): AsyncGenerator<Outcome> {
    const id = nextId++
    const { child, waiting } = process()
    const outcomes = createChannel<Outcome>()
    waiting.set(id, outcomes)
    const cancel = () => {
      child.send({ type: 'cancel', id })
    }
    signal?.addEventListener('abort', cancel, { once: true })
    const endStops = onPathStop?.((path) => {
      child.send({ type: 'stop-path', id, path })
    })
    try {
      child.send(request(id))
      if (signal?.aborted === true) cancel()
      for await (const outcome of outcomes) {
        yield outcome
        if (outcome.type !== 'event') return
      }
    } finally {
      signal?.removeEventListener('abort', cancel)
      endStops?.()
      if (waiting.delete(id)) cancel()
    }
  }

  return {
    async *solve(
      job: SolveJob,
      signal: AbortSignal,
      onPathStop?: OnPathStop
    ): AsyncGenerator<RunEvent> {
      const outcomes = ask(
        (id) => ({ type: 'solve', id, job, hashes: [...knownHashes(job.pair)] }),
        signal,
        onPathStop
      )
      for await (const outcome of outcomes) {
        if (outcome.type === 'event') yield outcome.event
        else throwFailure(outcome)
      }
    },
    async describe(pair: PairFiles): Promise<PairDescription> {
      const hashes = [...knownHashes(pair)]
      for await (const outcome of ask((id) => ({ type: 'describe', id, pair, hashes }))) {
        if (outcome.type === 'described') return outcome.pair
        throwFailure(outcome)
      }
      throw new EngineFailure('engine', 'The inference process gave no description.')
    },
    async unload() {
      if (running === null) return
      for await (const outcome of ask((id) => ({ type: 'unload', id }))) throwFailure(outcome)
    },
    kill() {
      running?.kill()
      // It may take a moment to die; what is asked next goes to its successor.
      running = null
    },
    status: () => running?.status ?? null,
    log: () => [...log],
    async close() {
      const last = running
      running = null
      await last?.stop()
    }
  }
}

function keep(log: string[], lines: readonly string[]): void {
  log.push(...lines)
  log.splice(0, Math.max(0, log.length - KEPT_LOG_LINES))
}

function throwFailure(outcome: Outcome): void {
  if (outcome.type === 'died') throw outcome.failure
  if (outcome.type === 'failed') throw new EngineFailure(outcome.kind, outcome.message)
}

interface RunningProcess {
  readonly child: InferenceChild
  /** Who waits for which answer. */
  readonly waiting: Map<number, Channel<Outcome>>
  status: EngineStatus
  /** Asks it to end, and ends it where it does not. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

interface ProcessListener extends Pick<SupervisorHooks, 'onDeath'> {
  /** What it writes. */
  readonly note: (lines: readonly string[]) => void
  readonly onEnd: (ended: RunningProcess) => void
}

function startProcess(
  startChild: StartChild,
  { note, onDeath, onEnd }: ProcessListener
): RunningProcess {
  const log: string[] = []
  const waiting = new Map<number, Channel<Outcome>>()
  const exited = Promise.withResolvers<void>()
  let missed = 0
  let hung = false
  /** An end that was asked for is no death of the models'. */
  let asked = false

  const child = startChild({
    onOutput(text) {
      const lines = text.split('\n').filter((line) => line.trim() !== '')
      keep(log, lines)
      note(lines)
    },
    onMessage(message) {
      const reply = inferenceReplySchema.parse(message)
      switch (reply.type) {
        case 'heartbeat':
          missed = 0
          started.status = { memory: reply.memory, device: reply.device }
          return
        case 'stopping':
          return
        case 'event':
          waiting.get(reply.id)?.push(reply)
          return
        case 'described':
        case 'done':
        case 'failed':
          waiting.get(reply.id)?.push(reply)
          waiting.delete(reply.id)
          return
        default:
          reply satisfies never
      }
    },
    onExit(exit) {
      clearInterval(watchdog)
      onEnd(started)
      exited.resolve()
      tellOfDeath(engineDeath(exit, log, hung))
    }
  })
  function tellOfDeath(failure: EngineFailure): void {
    const bereft = [...waiting.values()]
    waiting.clear()
    const tell = (told: EngineFailure) => {
      for (const outcomes of bereft) outcomes.push({ type: 'died', failure: told })
    }
    if (asked) tell(failure)
    // Who keeps a record of deaths may fail at it: that is no reason to leave anybody waiting.
    else onDeath({ failure, status: started.status, log }).then(tell, () => tell(failure))
  }
  const watchdog = setInterval(() => {
    missed += 1
    if (missed < MISSED_HEARTBEATS) return
    hung = true
    child.kill()
  }, 1000)
  const started: RunningProcess = {
    child,
    waiting,
    status: { memory: 0, device: null },
    kill() {
      asked = true
      child.kill()
    },
    async stop() {
      asked = true
      child.send({ type: 'stop' })
      const impatience = setTimeout(() => {
        child.kill()
      }, STOP_MS)
      await exited.promise
      clearTimeout(impatience)
    }
  }
  return started
}
