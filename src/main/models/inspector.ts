import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  inspectionReplySchema,
  type Devices,
  type InspectionReply,
  type InspectionRequest,
  type InspectionStage,
  type MemoryEstimate
} from '../../shared/inspection.ts'
import type { PairTimes } from '../../shared/engine-settings.ts'
import type { GgufSummary, OwnWords, Refusal } from '../../shared/model-library.ts'
import type { TemplateTrial } from '../../shared/template-trial.ts'
import { hearErrors, notStarted, send, startThrowAway } from '../throw-away-process.ts'
import { UserError } from '../user-error.ts'
import { refusalAfter } from '../engine/deaths/file-refusal.ts'
import { UNTRIED_BINARY } from '../engine/untried-binary.ts'

/** Weights are read from the disk while a model is tried: at least this fast. */
const SLOWEST_DISK = 50 * 2 ** 20
/** Its own limit on processor time ends a process that computes; this one ends what only waits. */
const TIME_LIMIT_MS = 60_000
const HEAP_MEGABYTES = 2048

/** What a file turned out to be. Both are null only for a process that could not be started. */
export interface Inspection {
  readonly summary: GgufSummary | null
  readonly refusal: Refusal | null
}

export interface Inspector {
  /** Reads a model's header. */
  read(path: string): Promise<Inspection>
  /**
   * Opens a model, for the first time, and lets it evaluate a token. Models that cannot write are only read. Aborted, it
   * throws.
   */
  open(path: string, signal?: AbortSignal): Promise<Inspection>
  /** What llama.cpp would allocate. Throws where the file is refused. */
  estimate(
    request: Omit<Extract<InspectionRequest, { do: 'estimate' }>, 'do'>
  ): Promise<MemoryEstimate>
  /** How fast a pair is on one CPU backend. Null where it could not be measured there. */
  time(request: Omit<Extract<InspectionRequest, { do: 'time' }>, 'do'>): Promise<PairTimes | null>
  /** How a model is asked as a person wants it. Throws where its file is refused, or the template ended the process. */
  ask(path: string, own: OwnWords): Promise<TemplateTrial>
  devices(): Promise<Devices>
  /** Ends the process that reads headers. */
  close(): void
}

export interface InspectorOptions {
  /** The entry of the throw-away process. */
  readonly entry?: string
  /** Milliseconds that a request may take by the clock, the reading of weights apart. */
  readonly timeLimit?: number
}

/**
 * Asks throw-away processes about files. One is kept while headers are read, as that only runs our own code; each
 * trial gets a process of its own. Whatever a file does, the answer is an `Inspection`.
 */
export function createInspector(options: InspectorOptions = {}): Inspector {
  const entry =
    options.entry ??
    fileURLToPath(new URL('../../inference/backends/llama/inspect-process.ts', import.meta.url))
  const timeLimit = options.timeLimit ?? TIME_LIMIT_MS
  let reader: ChildProcess | null = null
  let reading: Promise<unknown> = Promise.resolve()
  /** That there is no GPU stays true, and to look for one takes a second. */
  let withoutGpu: Devices | null = null

  async function readNext(path: string): Promise<Inspection> {
    if (reader?.connected !== true) reader = startThrowAway(entry, HEAP_MEGABYTES)
    return inspectionOf(await ask(reader, { do: 'read', path }, timeLimit))
  }

  async function askOnce(
    request: InspectionRequest,
    limit: number,
    signal?: AbortSignal
  ): Promise<Answer> {
    signal?.throwIfAborted()
    const child = startThrowAway(entry, HEAP_MEGABYTES, UNTRIED_BINARY)
    const end = () => {
      child.kill('SIGKILL')
    }
    signal?.addEventListener('abort', end, { once: true })
    try {
      const answer = await ask(child, request, limit)
      signal?.throwIfAborted()
      return answer
    } finally {
      signal?.removeEventListener('abort', end)
      end()
    }
  }

  return {
    read(path) {
      const next = reading.then(() => readNext(path))
      reading = next.catch(() => undefined)
      return next
    },
    async open(path, signal) {
      const limit = timeLimit + (sizeOf(path) / SLOWEST_DISK) * 1000
      return inspectionOf(await askOnce({ do: 'open', path }, limit, signal))
    },
    async estimate(request) {
      const answer = await askOnce({ do: 'estimate', ...request }, timeLimit)
      if (answer.type === 'estimated') return answer.estimate
      throw new UserError(refusalOf(answer)?.sentence ?? 'The memory cannot be estimated.')
    },
    async time(request) {
      const bytes = sizeOf(request.target) + sizeOf(request.draft)
      const limit = timeLimit + (bytes / SLOWEST_DISK) * 1000
      const answer = await askOnce({ do: 'time', ...request }, limit)
      return answer.type === 'timed' ? answer.times : null
    },
    async ask(path, own) {
      const answer = await askOnce({ do: 'ask', path, own }, timeLimit)
      if (answer.type === 'asked') return answer.trial
      throw new UserError(refusalOf(answer)?.sentence ?? 'The chat template cannot be tried.')
    },
    async devices() {
      if (withoutGpu !== null) return withoutGpu
      const answer = await askOnce({ do: 'devices' }, timeLimit)
      // A machine whose GPU cannot even be looked for runs on the CPU.
      if (answer.type !== 'devices') return { gpu: null, total: 0, free: 0 }
      if (answer.devices.gpu === null) withoutGpu = answer.devices
      return answer.devices
    },
    close() {
      reader?.kill('SIGKILL')
      reader = null
    }
  }
}

type Answer = Exclude<InspectionReply, { type: 'stage' }> | { type: 'died'; refusal: Refusal }

/**
 * Sends one request and waits for its answer, for the child's death, or for the time to be up.
 *
 * @throws UserError where the system started no process, which says nothing about the file.
 */
function ask(child: ChildProcess, request: InspectionRequest, limit: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let stage: InspectionStage = 'starting'
    let late = false
    const errors = hearErrors(child)
    const timer = setTimeout(() => {
      late = true
      // Not SIGTERM: the engine catches it, and a blocked process never gets to its handler.
      child.kill('SIGKILL')
    }, limit)
    function leave(): void {
      clearTimeout(timer)
      child.off('message', hear).off('close', mourn).off('error', fail)
      errors.leave()
    }
    function finish(answer: Answer): void {
      leave()
      resolve(answer)
    }
    function hear(message: unknown): void {
      const reply = inspectionReplySchema.parse(message)
      if (reply.type === 'stage') stage = reply.stage
      else finish(reply)
    }
    function mourn(code: number | null, signal: NodeJS.Signals | null): void {
      const end = { code, signal, output: errors.said(), overdue: late }
      finish({ type: 'died', refusal: refusalAfter(end, stage) })
    }
    function fail(error: Error): void {
      leave()
      reject(notStarted('that opens models', error))
    }
    child.on('message', hear).on('error', fail)
    // "close" comes after the last of the error output, "exit" may come before it.
    child.on('close', mourn)
    send(child, request)
  })
}

function inspectionOf(answer: Answer): Inspection {
  switch (answer.type) {
    case 'read':
    case 'opened':
      return { summary: answer.summary, refusal: null }
    case 'refused':
      return { summary: answer.summary, refusal: answer.refusal }
    case 'died':
      return { summary: null, refusal: answer.refusal }
    case 'estimated':
    case 'timed':
    case 'asked':
    case 'devices':
      throw new Error(`Asked about a file, got "${answer.type}"`)
  }
}

function refusalOf(answer: Answer): Refusal | null {
  return answer.type === 'refused' || answer.type === 'died' ? answer.refusal : null
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
