import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as it came in. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = (received: Received, response: ServerResponse) => void

/** An HTTP server that answers as a test says, for what no real server does on request. Closed with the test. */
export async function scriptedServer(answer: Answer) {
  const received: Received[] = []
  const closed: string[] = []
  const server = createServer((request, response) => {
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
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  /** `closed`: the paths of answers that the other side broke off. */
  return { url: `http://127.0.0.1:${port}`, received, closed }
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
