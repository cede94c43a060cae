import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Message, Result } from '../../../src/shared/rpc.ts'
import { startAttacked, type AttackedProgram } from './attacked-program.ts'

const PATIENCE_MS = 30_000

/** The web door, with a browser's cookie in hand. */
export interface AttackedDoor extends AttackedProgram {
  readonly origin: string
  /** What a browser that has signed in sends. */
  readonly cookie: string
  /** Opens a page's socket. `patienceMs`: how long a call may take. */
  openPage(patienceMs?: number): Promise<Page>
}

export interface Page {
  readonly socket: WebSocket
  call(name: string, input?: unknown): Promise<Result>
}

export async function startDoor(): Promise<AttackedDoor> {
  const program = await startAttacked('src/main/web.ts', {
    variables: (data) => ({ TANDEM_DATA: data, TANDEM_PORT: '0' }),
    listens: /^READY (\S+)/
  })
  const { url } = program
  const cookie = await signIn(url)
  return {
    ...program,
    origin: url.origin,
    cookie,
    openPage: (patienceMs = PATIENCE_MS) => openPage(url, cookie, patienceMs)
  }
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
