/**
 * Imports mutated problem files and reports crashes, hangs and half imports; exits with 1 if there is one.
 *
 *     npx node bench/fuzz-importers.ts [files = 10000] [first seed = 0] [format]
 *
 * With a format, or "every" for one after the other, only its files are mutated: 5,000 of each are a full run.
 */
import { rm } from 'node:fs/promises'
import { Worker, isMainThread, parentPort, threadId, workerData } from 'node:worker_threads'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORMATS, importMutated, readMutated } from '../test/main/problem-sets/fuzz.ts'

const HANG_MS = 10_000

interface Report {
  readonly seed: number
  readonly outcome: 'imported' | 'refused' | 'failed'
  readonly reason?: string
}

if (isMainThread) {
  const files = Number(process.argv[2] ?? 10_000)
  const first = Number(process.argv[3] ?? 0)
  const [, , , , chosen] = process.argv
  for (const format of chosen === 'every' ? Object.keys(FORMATS) : [chosen ?? null]) {
    await mutateAll(files, first, format)
  }
} else {
  const { from, to, format } = workerData as Work
  const path = join(tmpdir(), `tandem-fuzz-${process.pid}-${threadId}`)
  for (let seed = from; seed < to; seed++) {
    let report: Report
    try {
      const outcome = await (format === null
        ? importMutated(seed)
        : readMutated(format, seed, path))
      report = { seed, outcome }
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      const reason = cause instanceof Error ? cause.stack! : String(cause)
      report = { seed, outcome: 'failed', reason }
    }
    parentPort!.postMessage(report)
  }
  await rm(path, { force: true })
}

async function mutateAll(files: number, first: number, format: string | null): Promise<void> {
  const counts = { imported: 0, refused: 0, failed: 0, hung: 0 }
  let slowest = 0
  let seed = first
  while (seed < first + files) {
    seed = await watch({ from: seed, to: first + files, format }, (report, ms) => {
      counts[report.outcome]++
      slowest = Math.max(slowest, ms)
      if (report.outcome === 'failed')
        console.error(`seed ${report.seed}: ${report.reason?.slice(0, 500)}`)
    })
    if (seed < first + files) {
      counts.hung++
      console.error(`seed ${seed}: no answer in ${HANG_MS} ms, or the worker died`)
      seed++
    }
  }
  console.log({ format: format ?? 'any', files, ...counts, slowestMs: Math.round(slowest) })
  if (counts.failed + counts.hung > 0) process.exitCode = 1
}

interface Work {
  readonly from: number
  readonly to: number
  /** Null for files of every shape, which are stored as well. */
  readonly format: string | null
}

/** Runs seeds in a worker, which a hang cannot keep from being ended. Resolves with the first seed not done. */
function watch(work: Work, done: (report: Report, ms: number) => void): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: 512 }
    })
    let next = work.from
    let since = performance.now()
    const watchdog = setInterval(() => {
      if (performance.now() - since > HANG_MS) worker.terminate().catch(console.error)
    }, 500)
    worker.on('message', (report: Report) => {
      done(report, performance.now() - since)
      next = report.seed + 1
      since = performance.now()
    })
    worker.on('error', (error) => {
      console.error(error)
    })
    worker.on('exit', () => {
      clearInterval(watchdog)
      resolve(next)
    })
  })
}
