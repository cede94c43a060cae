import { Worker } from 'node:worker_threads'
import { UserError } from '../user-error.ts'
import type { Reading, ReadingInput, ReadingName } from './readings.ts'

/** What the reader asks of its thread. */
export interface ReaderRequest {
  readonly id: number
  readonly name: ReadingName
  readonly input: unknown
}

/** What the thread answers; errors lose their class on the way, so those that are for people go as data. */
export type ReaderReply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number
      readonly refused: { readonly message: string; readonly hint: string | null }
    }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

const program = new URL(
  import.meta.url.endsWith('.ts') ? './reading-worker.ts' : './reading-worker.js',
  import.meta.url
)

/**
 * Reads whole runs in a worker thread: the figures of tens of thousands of attempts take seconds, in which a window
 * must not stand still. Its owner closes it.
 */
export class RunReader {
  readonly #databasePath: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0

  /** @param databasePath the store, which another connection keeps open. */
  constructor(databasePath: string) {
    this.#databasePath = databasePath
  }

  /** @throws UserError as the reading does. */
  read<N extends ReadingName>(name: N, input: ReadingInput<N>): Promise<Reading<N>> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const worker = (this.#worker ??= this.#start())
    this.#lastId += 1
    this.#waiting.set(this.#lastId, { resolve, reject })
    worker.postMessage({ id: this.#lastId, name, input } satisfies ReaderRequest)
    return promise as Promise<Reading<N>>
  }

  /** Ends the thread; what it still reads is given up. */
  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(program, { workerData: this.#databasePath })
    // A thread that waits must not keep the program alive.
    worker.unref()
    worker.on('message', (reply: ReaderReply) => this.#receive(reply))
    worker.on('error', (error) => this.#giveUp(worker, error))
    worker.on('exit', () => this.#giveUp(worker, new UserError('Tandem is being closed.')))
    return worker
  }

  #receive(reply: ReaderReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('refused' in reply)
      waiting?.reject(new UserError(reply.refused.message, reply.refused.hint))
    else waiting?.resolve(reply.value)
  }

  /** The next reading starts another thread. */
  #giveUp(worker: Worker, error: unknown): void {
    // A thread that failed also exits, when another may have taken its place.
    if (worker !== this.#worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
