import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** What a process took at one moment. */
export interface MemorySample {
  readonly pid: number
  /** The file that it runs: "web.ts", "process.ts". */
  readonly name: string
  /** Resident, in MB. */
  readonly megabytes: number
}

/** Resident memory of a process by who asked for it, in MB. */
export interface MemoryRegions {
  /** glibc's main heap, which grows by brk. */
  readonly heap: number
  /** glibc's heaps of threads, each within 64 MB of its own. */
  readonly arenas: number
  /** What else has no file: JavaScript's heap, stacks, and blocks so large that glibc maps each by itself. */
  readonly anonymous: number
  /** Programs, libraries, and weights that are mapped from their file. */
  readonly files: number
}

/** The span of a thread's heap, which begins at a multiple of it (HEAP_MAX_SIZE of glibc on 64 bits). */
const ARENA_BYTES = 64 * 1024 * 1024

/** Memory of a process and of all that it has started, from /proc. Empty where the system has none. */
export function memoryOfTree(pid: number): MemorySample[] {
  try {
    const name = programOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'))
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    const own = kilobytes === undefined ? [] : [{ pid, name, megabytes: Number(kilobytes) / 1024 }]
    return [...own, ...childrenOf(pid).flatMap(memoryOfTree)]
  } catch {
    // It has ended meanwhile.
    return []
  }
}

/** Who holds the memory of a process; null where it has ended, or the system does not tell. */
export function regionsOf(pid: number): MemoryRegions | null {
  const sums = { heap: 0, arenas: 0, anonymous: 0, files: 0 }
  try {
    const text = readFileSync(`/proc/${pid}/smaps`, 'utf8')
    for (const [, begins, path, kilobytes] of text.matchAll(
      /^([\da-f]+)-\S+ \S+ \S+ \S+ \d+ *(.*)\n(?:[A-Z].*\n)*?Rss: +(\d+) kB/gm
    )) {
      sums[regionOf(Number(`0x${begins}`), path!)] += Number(kilobytes) / 1024
    }
    return sums
  } catch {
    return null
  }
}

function regionOf(begins: number, path: string): keyof MemoryRegions {
  if (path === '[heap]') return 'heap'
  if (path.startsWith('/')) return 'files'
  return path === '' && begins % ARENA_BYTES === 0 ? 'arenas' : 'anonymous'
}

/** The first argument that is a file of a program; else the program itself. */
function programOf(parts: readonly string[]): string {
  const isProgram = (part: string, index: number) =>
    index > 0 && /\.[jt]s$/.test(part) && parts[index - 1] !== '--import'
  return basename(parts.find(isProgram) ?? parts[0] ?? '')
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number)
  )
}
