import { Worker } from 'node:worker_threads'
import { MEMORY_LIMIT_MARK } from '../shared/inspection.ts'

const EVERY_MS = 20

/**
 * Kills this process as soon as it holds more than `bytes` of memory. A thread watches, since the one that opens a
 * file is blocked when it matters; the mark on the error stream tells the parent why the process died.
 */
export function limitMemory(bytes: number): void {
  // Source text, so that the watch is the same file or none in every bundle.
  const source = `
    const { writeSync } = require('node:fs')
    const { workerData } = require('node:worker_threads')
    setInterval(() => {
      if (process.memoryUsage.rss() < workerData.bytes) return
      writeSync(2, workerData.mark)
      process.kill(process.pid, 'SIGKILL')
    }, workerData.every)`
  const watch = new Worker(source, {
    eval: true,
    workerData: { bytes, mark: MEMORY_LIMIT_MARK, every: EVERY_MS }
  })
  watch.unref()
}
