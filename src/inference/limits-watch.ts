import { Worker } from 'node:worker_threads'
import { MEMORY_LIMIT_MARK, TIME_LIMIT_MARK } from '../shared/inspection.ts'

const EVERY_MS = 20

/**
 * Kills this process as soon as it holds more than `bytes` of memory, or has computed for more than `seconds`:
 * processor time, so that a busy machine is not held against a file. A thread watches, since the one that opens a
 * file is blocked when it matters; the mark on the error stream tells the parent why the process died.
 */
export function limitThisProcess(limits: {
  readonly bytes: number
  readonly seconds: number
}): void {
  // Source text, so that the watch is the same file or none in every bundle.
  const source = `
    const { writeSync } = require('node:fs')
    const { workerData: limits } = require('node:worker_threads')
    const before = process.cpuUsage()
    function end(mark) {
      writeSync(2, mark)
      process.kill(process.pid, 'SIGKILL')
    }
    setInterval(() => {
      const { user, system } = process.cpuUsage(before)
      if (process.memoryUsage.rss() > limits.bytes) end(limits.memoryMark)
      else if ((user + system) / 1e6 > limits.seconds) end(limits.timeMark)
    }, ${EVERY_MS})`
  const marks = { memoryMark: MEMORY_LIMIT_MARK, timeMark: TIME_LIMIT_MARK }
  new Worker(source, { eval: true, workerData: { ...limits, ...marks } }).unref()
}
