import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A program of ours that listens, as a user starts it, in a process of its own on an empty data folder. */
export interface AttackedProgram {
  readonly url: URL
  readonly host: string
  readonly port: number
  readonly pid: number
  /** Its data folder. */
  readonly data: string
  /** What the program said on standard error. */
  said(): string
  /** How it ended; null while it lives. */
  ended(): string | null
  /** Resident memory in MB; null where the system does not tell. */
  memory(): number | null
  close(): Promise<void>
}

/**
 * Starts one, and waits until it says where it listens.
 *
 * @param file within the project
 * @param options words of its command line and variables, by its data folder, and the line that gives the address first
 */
export async function startAttacked(
  file: string,
  {
    words = () => [],
    variables = () => ({}),
    listens
  }: {
    readonly words?: (data: string) => readonly string[]
    readonly variables?: (data: string) => Readonly<Record<string, string>>
    readonly listens: RegExp
  }
): Promise<AttackedProgram> {
  const data = mkdtempSync(join(tmpdir(), 'tandem-attacked-'))
  const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url))
  const program = fork(path, words(data), {
    env: { ...process.env, ...variables(data) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  let said = ''
  program.stderr!.on('data', (text: Buffer) => (said += text.toString()))
  const url = await new Promise<URL>((resolve, reject) => {
    program.once('exit', () => reject(new Error(`${file} did not open: ${said}`)))
    createInterface({ input: program.stdout! }).on('line', (line) => {
      const address = listens.exec(line)?.[1]
      if (address) resolve(new URL(address))
    })
  })
  return {
    url,
    host: url.host,
    port: Number(url.port),
    pid: program.pid!,
    data,
    said: () => said,
    ended: () => howItEnded(program, said),
    memory: () => residentMemory(program.pid!),
    async close() {
      if (program.exitCode === null && program.signalCode === null) {
        program.kill('SIGTERM')
        await once(program, 'exit')
      }
      rmSync(data, { recursive: true, force: true })
    }
  }
}

/** Null while it lives. */
function howItEnded({ exitCode, signalCode }: ChildProcess, said: string): string | null {
  if (exitCode === null && signalCode === null) return null
  return `ended with ${signalCode ?? exitCode}: ${said.slice(-500)}`
}

/** Of a process, in MB; null where the system does not tell. */
function residentMemory(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}
