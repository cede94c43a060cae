import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A request as it came in. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = (received: Received, response: ServerResponse) => void

/**
 * An HTTP server that answers as a test says.
 *
 * @param certificate of one that speaks TLS
 */
export async function startAnswering(
  answer: Answer,
  certificate?: { readonly key: string; readonly cert: string }
) {
  const received: Received[] = []
  const closed: string[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const one = { method, path, headers, body: Buffer.concat(parts).toString() }
      received.push(one)
      response.on('close', () => {
        if (!response.writableFinished) closed.push(path)
      })
      answer(one, response)
    })
  }
  const server = certificate
    ? createSecureServer({ ...certificate }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    received,
    /** The paths of answers that the other side broke off. */
    closed,
    stop(): void {
      server.closeAllConnections()
      server.close()
    }
  }
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** The events of a stream, each as a line of its own. */
export function events(response: ServerResponse, values: readonly unknown[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const value of values) {
    response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`)
  }
}
