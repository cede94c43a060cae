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

/** The first argument that is a file of a program; else the program itself. */
function programOf(parts: readonly string[]): string {
  return basename(parts.slice(1).find((part) => /\.[jt]s$/.test(part)) ?? parts[0] ?? '')
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number)
  )
}
