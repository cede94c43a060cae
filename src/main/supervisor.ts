import { createChannel, type Channel } from '../core/channel.ts'
import type { RunEvent } from '../shared/events.ts'
import {
  inferenceReplySchema,
  type InferenceReply,
  type InferenceRequest
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

/** Starts the inference process when it is needed, and a new one after its death. */
export function createSupervisor(startChild: StartChild = startNodeChild): Supervisor {
  const log: string[] = []
  let running: RunningProcess | null = null
  let nextId = 0

  function note(text: string): void {
    log.push(...text.split('\n').filter((line) => line.trim() !== ''))
    log.splice(0, Math.max(0, log.length - KEPT_LOG_LINES))
  }
  function process(): RunningProcess {
    running ??= startProcess(startChild, log, note, (ended) => {
      if (running === ended) running = null
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
      const outcomes = ask((id) => ({ type: 'solve', id, job }), signal, onPathStop)
      for await (const outcome of outcomes) {
        if (outcome.type === 'event') yield outcome.event
        else throwFailure(outcome)
      }
    },
    async describe(pair: PairFiles): Promise<PairDescription> {
      for await (const outcome of ask((id) => ({ type: 'describe', id, pair }))) {
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
      running?.child.kill()
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

function throwFailure(outcome: Outcome): void {
  if (outcome.type === 'died') throw outcome.failure
  if (outcome.type === 'failed') throw new EngineFailure(outcome.kind, outcome.message)
}

interface RunningProcess {
  readonly child: InferenceChild
  /** Who waits for which answer. */
  readonly waiting: Map<number, Channel<Outcome>>
  status: EngineStatus
  stop(): Promise<void>
}

function startProcess(
  startChild: StartChild,
  log: readonly string[],
  note: (text: string) => void,
  onEnd: (ended: RunningProcess) => void
): RunningProcess {
  const waiting = new Map<number, Channel<Outcome>>()
  const exited = Promise.withResolvers<void>()
  let missed = 0
  let hung = false

  const child = startChild({
    onOutput: note,
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
      const failure = engineDeath(exit, log, hung)
      for (const outcomes of waiting.values()) outcomes.push({ type: 'died', failure })
      waiting.clear()
      exited.resolve()
    }
  })
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
    async stop() {
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
