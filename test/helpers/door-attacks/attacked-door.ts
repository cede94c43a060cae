import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import type { Message, Result } from '../../../src/shared/rpc.ts'

const PROGRAM = fileURLToPath(new URL('../../../src/main/web.ts', import.meta.url))
const PATIENCE_MS = 30_000

/** The web door as a user starts it, in a process of its own, with a browser's cookie in hand. */
export interface AttackedDoor {
  readonly host: string
  readonly port: number
  readonly origin: string
  /** What a browser that has signed in sends. */
  readonly cookie: string
  readonly pid: number
  /** Its data folder. */
  readonly data: string
  /** What the program said on standard error. */
  said(): string
  /** How it ended; null while it lives. */
  ended(): string | null
  /** Resident memory in MB; null where the system does not tell. */
  memory(): number | null
  /** Opens a page's socket. `patienceMs`: how long a call may take. */
  openPage(patienceMs?: number): Promise<Page>
  close(): Promise<void>
}

export interface Page {
  readonly socket: WebSocket
  call(name: string, input?: unknown): Promise<Result>
}

export async function startDoor(): Promise<AttackedDoor> {
  const data = mkdtempSync(join(tmpdir(), 'tandem-door-'))
  const program = fork(PROGRAM, [], {
    env: { ...process.env, TANDEM_DATA: data, TANDEM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  let said = ''
  program.stderr!.on('data', (text: Buffer) => (said += text.toString()))
  const url = await address(program, () => said)
  const cookie = await signIn(url)
  return {
    host: url.host,
    port: Number(url.port),
    origin: url.origin,
    cookie,
    pid: program.pid!,
    data,
    said: () => said,
    ended: () => howItEnded(program, said),
    memory: () => residentMemory(program.pid!),
    openPage: (patienceMs = PATIENCE_MS) => openPage(url, cookie, patienceMs),
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
    program.once('exit', () => reject(new Error(`The door did not open: ${said()}`)))
    createInterface({ input: program.stdout! }).on('line', (line) => {
      const url = /^READY (\S+)/.exec(line)?.[1]
      if (url) resolve(new URL(url))
    })
  })
}

/** What a browser does with the printed address. */
async function signIn(url: URL): Promise<string> {
  const invited = await fetch(url, { redirect: 'manual' })
  await invited.text()
  const [cookie] = (invited.headers.get('set-cookie') ?? '').split(';')
  return cookie ?? ''
}

async function openPage(url: URL, cookie: string, patienceMs: number): Promise<Page> {
  const socket = new WebSocket(`ws://${url.host}/`, {
    headers: { cookie },
    origin: url.origin,
    handshakeTimeout: PATIENCE_MS
  })
  await once(socket, 'open')
  const waiting = new Map<number, (result: Result) => void>()
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message
    if (!('id' in message)) return
    waiting.get(message.id)?.(message.result)
    waiting.delete(message.id)
  })
  let lastId = 0
  return {
    socket,
    call(call, input) {
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${call} was not answered`)), patienceMs)
        waiting.set(id, (result) => {
          clearTimeout(late)
          resolve(result)
        })
        socket.send(JSON.stringify({ id, call, input }))
      })
    }
  }
}

/** Null while it lives. */
export function howItEnded({ exitCode, signalCode }: ChildProcess, said: string): string | null {
  if (exitCode === null && signalCode === null) return null
  return `ended with ${signalCode ?? exitCode}: ${said.slice(-500)}`
}

/** Of a process, in MB; null where the system does not tell. */
export function residentMemory(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}
