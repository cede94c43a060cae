import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guarded } from './guarded.ts'
import { HEADERS_TIMEOUT_MS, MAX_CONNECTIONS, MAX_HEADER_BYTES, SLOW_CHECK_MS } from './limits.ts'

export interface LoopbackServerOptions {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
  /** Says so where `answer` threw. */
  readonly failed: (response: ServerResponse, error: unknown) => void
  /** Told of every error that a connection caused. */
  readonly onFault: (error: unknown) => void
}

/** An HTTP server that neither the slow nor the many wear out, and that no fault of a connection ends. */
export function createLoopbackServer({ answer, failed, onFault }: LoopbackServerOptions): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: SLOW_CHECK_MS
  })
  server.maxConnections = MAX_CONNECTIONS
  server.on('connection', (socket) => {
    // Once an upgrade was asked for, nobody else listens: a client that leaves early would end the program.
    socket.on('error', () => socket.destroy())
  })
  server.on('error', (error) => {
    // Accepting can fail too, where the system is out of files; the next one may succeed.
    if (server.listening) onFault(error)
  })
  server.on(
    'request',
    guarded(answer, (error, _request, response) => {
      onFault(error)
      failed(response, error)
    })
  )
  return server
}

/** Listens on 127.0.0.1 alone. Returns the port: any free one for 0. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
