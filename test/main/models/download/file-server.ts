import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server for one test: it remembers what it was asked, and answers as the test says. */
export interface FileServer {
  readonly url: URL
  readonly requests: readonly IncomingMessage[]
  close(): Promise<void>
}

export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  /** How many requests came before this one. */
  earlier: number
) => void

export async function serve(answer: Answer): Promise<FileServer> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response, requests.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      })
  }
}

export const ETAG = '"v1"'

/** Sends a file as a good server does: from the byte that is asked for, if the content is still the one meant. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  options: { readonly etag?: string; readonly only?: number } = {}
): void {
  const etag = options.etag ?? ETAG
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]
  const from = asked !== undefined && request.headers['if-range'] === etag ? Number(asked) : 0
  const headers = { etag, 'content-length': content.length - from }
  if (from > 0) {
    const range = `bytes ${from}-${content.length - 1}/${content.length}`
    response.writeHead(206, { ...headers, 'content-range': range })
  } else response.writeHead(200, headers)
  if (options.only === undefined) {
    response.end(content.subarray(from))
    return
  }
  // The connection breaks after so many bytes.
  response.write(content.subarray(from, from + options.only), () => {
    setTimeout(() => response.destroy(), 20)
  })
}
