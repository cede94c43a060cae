import type { Channel } from '../../core/channel.ts'
import { inferenceReplySchema, type InferenceReply } from '../../shared/inference-messages.ts'
import { engineDeath } from './deaths/engine-death.ts'
import type { EngineFailure } from './engine.ts'
import type { InferenceChild, StartChild } from './inference-child.ts'

const KEPT_LOG_LINES = 200
/** Heartbeats come every second, also while llama.cpp works, and not while the machine sleeps. */
const MISSED_HEARTBEATS = 30
const STOP_MS = 2000

/** Memory and device of the inference process, as last reported. */
export interface EngineStatus {
  readonly memory: number
  readonly device: string | null
  /** How often servers had to be asked again since the process began. */
  readonly retries: number
  /** How often of that they had said that they had too much to do. */
  readonly refusals: number
}

/** What becomes of a request. */
export type RequestOutcome =
  | Exclude<InferenceReply, { type: 'heartbeat' | 'stopping' }>
  | { type: 'died'; failure: EngineFailure }

/** The end of a process that nobody asked for. */
export interface Death {
  readonly failure: EngineFailure
  /** The process as it was last reported. */
  readonly status: EngineStatus
  readonly log: readonly string[]
}

/** An inference process under way, and who waits for it. */
export interface RunningProcess {
  readonly child: InferenceChild
  /** Who waits for which answer. */
  readonly waiting: Map<number, Channel<RequestOutcome>>
  status: EngineStatus
  /** Asks it to end, and ends it where it does not. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

/** Who is told about a process. */
export interface ProcessListener {
  /** Told of a death; returns what those who waited for it are told. */
  readonly onDeath: (death: Death) => Promise<EngineFailure>
  /** What it writes. */
  readonly note: (lines: readonly string[]) => void
  readonly onEnd: (ended: RunningProcess) => void
}

/** Starts an inference process, listens to its heart, and tells everyone who waits of its end. */
export function startProcess(
  startChild: StartChild,
  { note, onDeath, onEnd }: ProcessListener
): RunningProcess {
  const log: string[] = []
  const waiting = new Map<number, Channel<RequestOutcome>>()
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
          started.status = statusOf(reply)
          return
        case 'stopping':
          return
        case 'event':
        case 'judged':
          waiting.get(reply.id)?.push(reply)
          return
        case 'described':
        case 'examined':
        case 'timed':
        case 'measured':
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
    status: { memory: 0, device: null, retries: 0, refusals: 0 },
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

function statusOf({ memory, device, retries, refusals }: EngineStatus): EngineStatus {
  return { memory, device, retries, refusals }
}

/** Keeps the newest lines of a log. */
export function keep(log: string[], lines: readonly string[]): void {
  log.push(...lines)
  log.splice(0, Math.max(0, log.length - KEPT_LOG_LINES))
}
