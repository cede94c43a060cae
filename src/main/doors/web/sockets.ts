import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type ServerOptions, type WebSocket } from 'ws'
import { requestSchema, type Message, type Publish } from '../../../shared/rpc.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import type { Entrance } from './entrance.ts'
import { guarded } from './guarded.ts'
import {
  GOODBYE_MS,
  MAX_BACKLOG_BYTES,
  MAX_CALL_BYTES,
  MAX_CALL_PARTS,
  MAX_PAGES
} from './limits.ts'
import { Pace } from './pace.ts'

/** The types of ws 8.18 do not know `closeTimeout` of ws 8.23 yet. */
const SOCKETS: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: MAX_CALL_BYTES,
  closeTimeout: GOODBYE_MS
}

export interface SocketDoor {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly publish: Publish
  close(): void
}

export interface SocketDoorOptions {
  readonly entrance: Entrance
  readonly dispatch: Dispatch
  /** Told of what a connection broke, which was then closed. */
  readonly onFault: (error: unknown) => void
}

/** The contract over WebSockets, one for each open page. */
export function createSocketDoor({ entrance, dispatch, onFault }: SocketDoorOptions): SocketDoor {
  const server = new WebSocketServer(SOCKETS)

  function serve(page: WebSocket): void {
    const pace = new Pace({
      page,
      answer: guarded(
        async (call, done) => {
          try {
            await answer(page, call, dispatch)
          } finally {
            done()
          }
        },
        (error) => {
          onFault(error)
          page.terminate()
        }
      )
    })
    // A socket that fails also closes; the page reconnects.
    page.on('error', () => page.terminate())
    page.on('close', () => pace.end())
    page.on('message', (data: RawData) => {
      // ws gives whole messages as one buffer unless asked for fragments.
      pace.take(data as Buffer)
    })
  }

  return {
    upgrade: guarded(
      (request, socket, head) => {
        const own = entrance.isOwn(request, { originNeeded: true }) && entrance.hasCookie(request)
        if (!own) return refuse(socket, '403 Forbidden')
        if (server.clients.size >= MAX_PAGES) return refuse(socket, '503 Service Unavailable')
        server.handleUpgrade(request, socket, head, serve)
      },
      (error, _request, socket) => {
        onFault(error)
        socket.destroy()
      }
    ),
    publish(push, payload) {
      const message = encode({ push, payload })
      for (const page of server.clients) send(page, message)
    },
    close() {
      for (const page of server.clients) page.terminate()
      server.close()
    }
  }
}

/** Says no, and lets go of the connection even where the other side keeps it open. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function answer(page: WebSocket, data: Buffer, dispatch: Dispatch): Promise<void> {
  const request = parse(data)
  if (request === null) {
    page.close(1002, 'not a call')
    return
  }
  const result = await dispatch(request.call, request.input)
  send(page, encode({ id: request.id, result }))
}

function send(page: WebSocket, message: string): void {
  if (page.bufferedAmount > MAX_BACKLOG_BYTES) page.terminate()
  else page.send(message)
}

function parse(data: Buffer) {
  if (hasTooManyParts(data)) return null
  try {
    return requestSchema.parse(JSON.parse(data.toString('utf8')))
  } catch {
    return null
  }
}

/** Objects and lists take up to forty times their text: 100 MB of brackets would fill the memory. */
function hasTooManyParts(data: Buffer): boolean {
  if (data.length <= MAX_CALL_PARTS) return false
  let parts = 0
  for (const byte of data) {
    if (byte === COMMA || byte === BRACKET || byte === BRACE) parts += 1
  }
  return parts > MAX_CALL_PARTS
}

const COMMA = 0x2c
const BRACKET = 0x5b
const BRACE = 0x7b

function encode(message: Message): string {
  return JSON.stringify(message)
}
