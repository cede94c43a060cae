import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { howItEnded, residentMemory } from './attacked-door.ts'

const PROGRAM = fileURLToPath(new URL('../../../bin/tandem.js', import.meta.url))

/** `tandem serve` as a user starts it, in a process of its own, with the token in hand. */
export interface AttackedApi {
  readonly host: string
  readonly port: number
  readonly token: string
  /** What the program said on standard error. */
  said(): string
  /** How it ended; null while it lives. */
  ended(): string | null
  /** Resident memory in MB; null where the system does not tell. */
  memory(): number | null
  close(): Promise<void>
}

export async function startApi(): Promise<AttackedApi> {
  const data = mkdtempSync(join(tmpdir(), 'tandem-api-'))
  const program = fork(PROGRAM, ['--data-dir', data, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  let said = ''
  program.stderr!.on('data', (text: Buffer) => (said += text.toString()))
  const url = await address(program, () => said)
  return {
    host: url.host,
    port: Number(url.port),
    token: readFileSync(join(data, 'api-token'), 'utf8').trim(),
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

function address(program: ChildProcess, said: () => string): Promise<URL> {
  return new Promise((resolve, reject) => {
    program.once('exit', () => reject(new Error(`The API did not open: ${said()}`)))
    createInterface({ input: program.stdout! }).on('line', (line) => {
      const url = /^Tandem answers at (\S+)/.exec(line)?.[1]
      if (url) resolve(new URL(url))
    })
  })
}
