import { Worker } from 'node:worker_threads'
import type { GradingTask } from '../../core/answer-kinds/judge-answer.ts'
import type { Judgement } from '../../core/answers/judge.ts'
import type { Policy } from '../../core/answers/terms.ts'

/** What the grader asks of its thread. */
export interface WorkerRequest {
  readonly tasks: readonly GradingTask[]
  readonly policy: Policy
}

/** What the thread answers: `ready` once, then the judgements in the order of the tasks. */
export type WorkerReply =
  { readonly kind: 'ready' } | { readonly kind: 'judgement'; readonly judgement: Judgement }

export interface GraderOptions {
  readonly policy?: Policy
  /** Milliseconds that one task may take before its thread is ended. */
  readonly timeoutMs?: number
  /** The thread's program; another one only in tests. */
  readonly program?: URL
}

const program = new URL(
  import.meta.url.endsWith('.ts') ? './grading-worker.ts' : './grading-worker.js',
  import.meta.url
)
const startMs = 30_000
/** Tasks sent at once: enough to keep the thread busy, few enough to send again after one of them hung. */
const batch = 256

/**
 * Grades in a worker thread. A task that takes too long, or breaks its thread, is `undecidable`; the thread is
 * replaced and the others go on. Its owner closes it.
 */
export class Grader {
  readonly #policy: Policy
  readonly #timeoutMs: number
  readonly #program: URL
  #worker: Worker | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: GraderOptions = {}) {
    this.#policy = options.policy ?? 'standard'
    this.#timeoutMs = options.timeoutMs ?? 2_000
    this.#program = options.program ?? program
  }

  /** Judges the tasks in their order. Calls wait for those before them. */
  grade(tasks: readonly GradingTask[]): Promise<Judgement[]> {
    const graded = this.#queue.then(() => this.#gradeAll(tasks))
    this.#queue = graded.catch(() => undefined)
    return graded
  }

  /** Ends the thread, after what was already asked for. Safe to call twice. */
  async close(): Promise<void> {
    await this.#queue
    await this.#stop()
  }

  async #gradeAll(tasks: readonly GradingTask[]): Promise<Judgement[]> {
    const judgements: Judgement[] = []
    while (judgements.length < tasks.length) {
      const worker = (this.#worker ??= await start(this.#program))
      const open = tasks.slice(judgements.length, judgements.length + batch)
      const failure = await this.#exchange(worker, open, (judgement) => judgements.push(judgement))
      if (failure === null) continue
      judgements.push({ equality: 'undecidable', reason: failure, extracted: null, rule: null })
      await this.#stop()
    }
    return judgements
  }

  /** Sends tasks and takes their judgements; a string says why the thread stopped before the last of them. */
  #exchange(
    worker: Worker,
    tasks: readonly GradingTask[],
    take: (judgement: Judgement) => void
  ): Promise<string | null> {
    return new Promise((resolve) => {
      let left = tasks.length
      let timer = setTimeout(expire, this.#timeoutMs)
      function finish(failure: string | null): void {
        clearTimeout(timer)
        worker.off('message', receive).off('error', fail).off('exit', leave)
        resolve(failure)
      }
      function expire(): void {
        finish('it took too long to compare')
      }
      function fail(error: unknown): void {
        finish(`the comparison failed: ${error instanceof Error ? error.message : String(error)}`)
      }
      function leave(): void {
        finish('the comparison ended its thread')
      }
      const restart = () => {
        clearTimeout(timer)
        timer = setTimeout(expire, this.#timeoutMs)
      }
      function receive(reply: WorkerReply): void {
        if (reply.kind !== 'judgement') return
        take(reply.judgement)
        if (--left === 0) finish(null)
        else restart()
      }
      worker.on('message', receive).on('error', fail).on('exit', leave)
      worker.postMessage({ tasks, policy: this.#policy } satisfies WorkerRequest)
    })
  }

  async #stop(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}

/** Starts a thread and waits until it takes tasks, which does not count as time of the first one. */
function start(file: URL): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file)
    const timer = setTimeout(() => {
      const late = new Error(`The grading thread did not start within ${startMs} ms`)
      worker.terminate().then(() => reject(late), reject)
    }, startMs)
    worker.once('message', () => {
      clearTimeout(timer)
      worker.off('error', fail)
      // A thread that waits for tasks must not keep the program alive.
      worker.unref()
      resolve(worker)
    })
    worker.once('error', fail)
    function fail(error: unknown): void {
      clearTimeout(timer)
      reject(error instanceof Error ? error : new Error(String(error)))
    }
  })
}
