import type { ServerResponse } from 'node:http'
import type { ApiError } from './errors.ts'
import { DRAIN_MS, MAX_BACKLOG_BYTES } from './limits.ts'

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** Answers with one JSON document. */
export function respondJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {}
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers
  })
  response.end(text)
  endInTime(response)
}

/** Refuses in OpenAI's form. Where an answer has begun already, there is no more to say. */
export function respondError(response: ServerResponse, error: ApiError): void {
  if (response.headersSent || response.destroyed) response.destroy()
  else respondJson(response, error.status, error.body, error.headers)
}

/** Opens a stream of server-sent events. */
export function openEvents(response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' })
  response.flushHeaders()
}

/** Writes one event, or cuts a client off that does not read what it was sent. */
export function sendEvent(response: ServerResponse, data: string): void {
  send(response, `data: ${data}\n\n`)
}

/** Shows that the stream lives; clients read past it. */
export function sendComment(response: ServerResponse, text: string): void {
  send(response, `: ${text}\n\n`)
}

/** Ends a stream. */
export function endEvents(response: ServerResponse): void {
  response.end()
  endInTime(response)
}

function send(response: ServerResponse, text: string): void {
  if (response.destroyed) return
  if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy()
  else response.write(text)
}

/** Nobody keeps a connection by not reading the end of it. */
function endInTime(response: ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), DRAIN_MS).unref()
  response.once('close', () => {
    clearTimeout(timer)
  })
}
