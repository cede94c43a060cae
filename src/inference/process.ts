import {
  inferenceRequestSchema,
  type InferenceReply,
  type InferenceRequest
} from '../shared/inference-messages.ts'
import { createLlamaBackend } from './backends/llama/backend.ts'
import { apiKeyFor } from './backends/server/api-key.ts'
import { createServerBackend } from './backends/server/backend.ts'
import type { OnRetry } from './backends/server/connection.ts'
import { examineServer } from './backends/server/examine-server.ts'
import { InferenceFailure } from './inference-failure.ts'
import { connectToParent } from './parent-link.ts'
import { createProgressFilter } from './progress-filter.ts'
import { InferenceSession } from './session.ts'
import { Turns } from './turns.ts'

/**
 * The inference process: the only one that loads models, so that a crash in native code costs an attempt and never
 * the program. Requests are worked off one after the other, but for attempts that are to be made together; cancelling
 * overtakes them.
 */

const HEARTBEAT_MS = 1000

/** What a job that is waiting or under way was asked meanwhile. */
interface Wishes {
  aborted: boolean
  readonly stoppedPaths: Set<number>
}

const jobs = new Map<number, Wishes>()
const turns = new Turns()
/** How often servers had to be asked again. */
let retries = 0
/** How often they said that they had too much to do. */
let refusals = 0

const parent = connectToParent((message) => {
  receive(inferenceRequestSchema.parse(message))
})

// The error stream is written at once, also by a process that dies in the next instant; messages may be lost.
const log = (line: string) => void process.stderr.write(`${line}\n`)
const noteRetry: OnRetry = (line, isBusy) => {
  retries += 1
  if (isBusy) refusals += 1
  log(line)
}
const session = new InferenceSession([createLlamaBackend(log), createServerBackend(noteRetry)])

// Where it shares the program's console, Ctrl-C reaches it too; the program is the one to stop it.
process.on('SIGINT', () => undefined)

setInterval(() => {
  const memory = process.memoryUsage.rss()
  send({ type: 'heartbeat', memory, device: session.device, retries, refusals })
}, HEARTBEAT_MS)

function receive(request: InferenceRequest): void {
  switch (request.type) {
    case 'cancel': {
      const wishes = jobs.get(request.id)
      if (wishes) wishes.aborted = true
      return
    }
    case 'stop-path':
      jobs.get(request.id)?.stoppedPaths.add(request.path)
      return
    case 'stop':
      send({ type: 'stopping' })
      // Freeing models in order takes time and gains nothing: the system frees the memory of a process that ends.
      process.exit(0)
      return
    case 'solve':
    case 'judge':
      jobs.set(request.id, { aborted: false, stoppedPaths: new Set() })
      if (request.type === 'solve' && (request.job.together ?? 1) > 1) {
        turns.together(JSON.stringify(request.job.pair), () => work(request))
      } else {
        turns.alone(() => work(request))
      }
      return
    case 'measure':
      // Somebody types, and counting disturbs nothing; loading would.
      if (request.job.onlyIfLoaded) work(request).catch(() => undefined)
      else turns.alone(() => work(request))
      return
    case 'describe':
    case 'speeds':
    case 'unload':
      turns.alone(() => work(request))
      return
    case 'examine-server':
      // It computes nothing here: nobody has to wait for it, nor it for them.
      work(request).catch(() => undefined)
      return
    default:
      request satisfies never
  }
}

async function work(
  request: Extract<
    InferenceRequest,
    { type: 'describe' | 'solve' | 'judge' | 'measure' | 'speeds' | 'unload' | 'examine-server' }
  >
): Promise<void> {
  const { id } = request
  try {
    switch (request.type) {
      case 'describe': {
        const { pair, demand, ...known } = request
        const wanted = { setup: pair, ...known }
        send({ type: 'described', id, pair: await session.describe(wanted, demand) })
        return
      }
      case 'speeds': {
        const { pair, demand, ...known } = request
        const speed = await session.speeds({ setup: pair, ...known }, demand)
        send({ type: 'timed', id, speed })
        return
      }
      case 'measure': {
        const { job, hashes, keys, demand, settings } = request
        const { pair, ...rest } = job
        const wanted = { setup: pair, hashes, keys, settings }
        send({ type: 'measured', id, length: await session.measure(wanted, demand, rest) })
        return
      }
      case 'examine-server': {
        const { server, keys } = request
        const examination = await examineServer(server, apiKeyFor(server.url, { kept: keys }))
        send({ type: 'examined', id, examination })
        return
      }
      case 'unload':
        await session.unload()
        break
      case 'solve':
        await solve(request)
        break
      case 'judge':
        await judge(request)
        break
      default:
        request satisfies never
    }
    send({ type: 'done', id })
  } catch (error) {
    const kind = error instanceof InferenceFailure ? error.kind : 'engine'
    send({
      type: 'failed',
      id,
      kind,
      message: error instanceof Error ? error.message : String(error)
    })
  } finally {
    jobs.delete(id)
  }
}

async function solve({
  id,
  job,
  hashes,
  keys,
  settings
}: Extract<InferenceRequest, { type: 'solve' }>): Promise<void> {
  const wishes = jobs.get(id)!
  const isDue = createProgressFilter(() => performance.now())
  for await (const event of session.solve(
    { ...job, hashes, keys, settings },
    wishes,
    wishes.stoppedPaths
  )) {
    if (isDue(event)) send({ type: 'event', id, event })
  }
}

async function judge({
  id,
  job: { pair, ...job },
  hashes,
  keys,
  settings,
  demand
}: Extract<InferenceRequest, { type: 'judge' }>): Promise<void> {
  const wanted = { setup: pair, hashes, keys, settings }
  for await (const judgement of session.judge(wanted, demand, job, jobs.get(id)!)) {
    send({ type: 'judged', id, judgement })
  }
}

function send(reply: InferenceReply): void {
  parent.send(reply)
}
