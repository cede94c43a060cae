import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOfTree } from './process-memory.ts'

const PROGRAM = new URL('./report-heap.ts', import.meta.url).href
const PATIENCE_MS = 10_000
const LOOK_MS = 20

/** What the JavaScript of a process holds after a garbage collection. */
export interface HeapSample {
  readonly pid: number
  /** The file that it runs. */
  readonly name: string
  /** In MB: objects, and what they hold outside of the heap, such as buffers. */
  readonly megabytes: number
  /** What JavaScript has of the system for its objects, in MB, used or not. */
  readonly committed: number
}

/** Makes processes that are started from now on answer; asks all of a tree that live by then. */
export function heapReports(): {
  readonly ask: (pid: number) => Promise<readonly HeapSample[]>
  readonly close: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-heap-'))
  process.env.TANDEM_HEAP_REPORTS = folder
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import ${PROGRAM}`.trim()
  return {
    async ask(pid) {
      const asked = memoryOfTree(pid).filter(({ name }) => name.endsWith('.ts'))
      const samples = await Promise.all(asked.map(async ({ pid: one }) => answerOf(folder, one)))
      return samples.filter((sample) => sample !== null)
    },
    close: () => rmSync(folder, { recursive: true })
  }
}

async function answerOf(folder: string, pid: number): Promise<HeapSample | null> {
  const file = join(folder, String(pid))
  rmSync(file, { force: true })
  try {
    process.kill(pid, 'SIGUSR2')
  } catch {
    // It has ended meanwhile.
    return null
  }
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    await sleep(LOOK_MS)
    try {
      const { name, heapUsed, heapTotal, external } = JSON.parse(readFileSync(file, 'utf8')) as {
        readonly name: string
        readonly heapUsed: number
        readonly heapTotal: number
        readonly external: number
      }
      const megabytes = (bytes: number) => bytes / 1024 / 1024
      return {
        pid,
        name,
        megabytes: megabytes(heapUsed + external),
        committed: megabytes(heapTotal)
      }
    } catch {
      // Not yet.
    }
  }
  return null
}
