/**
 * Imports mutated problem files and reports crashes, hangs and half imports; exits with 1 if there is one.
 *
 *     npx node bench/fuzz-importers.ts [files = 10000] [first seed = 0]
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { importMutated } from '../test/main/problem-sets/fuzz.ts'

const HANG_MS = 10_000

interface Report {
  readonly seed: number
  readonly outcome: 'imported' | 'refused' | 'failed'
  readonly reason?: string
}

if (isMainThread) {
  const files = Number(process.argv[2] ?? 10_000)
  const first = Number(process.argv[3] ?? 0)
  const counts = { imported: 0, refused: 0, failed: 0, hung: 0 }
  let slowest = 0
  let seed = first
  while (seed < first + files) {
    seed = await watch(seed, first + files, (report, ms) => {
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
  console.log({ files, ...counts, slowestMs: Math.round(slowest) })
  process.exitCode = counts.failed + counts.hung === 0 ? 0 : 1
} else {
  const { from, to } = workerData as { readonly from: number; readonly to: number }
  for (let seed = from; seed < to; seed++) {
    let report: Report
    try {
      report = { seed, outcome: await importMutated(seed) }
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      report = {
        seed,
        outcome: 'failed',
        reason: cause instanceof Error ? cause.stack! : String(cause)
      }
    }
    parentPort!.postMessage(report)
  }
}

/** Runs seeds in a worker, which a hang cannot keep from being ended. Resolves with the first seed not done. */
function watch(
  from: number,
  to: number,
  done: (report: Report, ms: number) => void
): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { from, to },
      resourceLimits: { maxOldGenerationSizeMb: 512 }
    })
    let next = from
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
