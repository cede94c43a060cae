import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { requestSchema, type Message, type Publish } from '../../../shared/rpc.ts'
import type { Dispatch } from '../rpc/dispatcher.ts'
import type { Entrance } from './entrance.ts'

/** The largest call: a problem set that is imported from the page. */
const MAX_CALL_BYTES = 128 * 2 ** 20
/** A page that reads this much too slowly is cut off; it reconnects and asks for the state anew. */
const MAX_BACKLOG_BYTES = 64 * 2 ** 20

export interface SocketDoor {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly publish: Publish
  close(): void
}

/** The contract over WebSockets, one for each open page. */
export function createSocketDoor(entrance: Entrance, dispatch: Dispatch): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_CALL_BYTES })

  function serve(page: WebSocket): void {
    // A socket that fails also closes; the page reconnects.
    page.on('error', () => page.terminate())
    page.on('message', (data) => {
      answer(page, data, dispatch).catch(() => page.terminate())
    })
  }

  return {
    upgrade(request, socket, head) {
      if (!entrance.isOwn(request, { originNeeded: true }) || !entrance.hasCookie(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, serve)
    },
    publish(push, payload) {
      const message = encode({ push, payload })
      for (const page of server.clients) {
        if (page.bufferedAmount > MAX_BACKLOG_BYTES) page.terminate()
        else page.send(message)
      }
    },
    close() {
      for (const page of server.clients) page.terminate()
      server.close()
    }
  }
}

async function answer(page: WebSocket, data: RawData, dispatch: Dispatch): Promise<void> {
  const request = parse(data)
  if (request === null) {
    page.close(1002, 'not a call')
    return
  }
  const result = await dispatch(request.call, request.input)
  page.send(encode({ id: request.id, result }))
}

function parse(data: RawData) {
  try {
    // ws gives whole messages as one buffer unless asked for fragments.
    return requestSchema.parse(JSON.parse((data as Buffer).toString('utf8')))
  } catch {
    return null
  }
}

function encode(message: Message): string {
  return JSON.stringify(message)
}
