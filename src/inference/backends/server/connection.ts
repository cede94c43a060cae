import { setTimeout as pause } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { Cancelled, type CancelSignal } from '../../../core/ports.ts'
import { NO_USAGE } from '../../../shared/cost.ts'
import { prepareNetwork } from '../../network.ts'
import { apiKeyFor, keyVariableOf } from './api-key.ts'
import { brokenStream, quoted, refusal, ServerFailure } from './server-failure.ts'
import { Watch } from './watch.ts'

/** How much of a server's time and text is put up with. */
export interface Limits {
  /** Milliseconds until an answer begins: a full server keeps requests waiting. */
  readonly beginMs: number
  /** Milliseconds between two events of a stream, however slowly its bytes drip, and for the rest of another answer. */
  readonly goOnMs: number
  /** Bytes of an answer that is no stream. */
  readonly answerBytes: number
  /** Characters of one event of a stream. */
  readonly eventCharacters: number
  /** Milliseconds before each further try of a request that a server could not take. */
  readonly pauses: readonly number[]
}

const MINUTE = 60_000

/** Between two looks at who is there; less than any pause, so that there is one before each further try. */
const LOOK_AGAIN_MS = 200

/** Commas and brackets of an answer: probabilities of the largest vocabularies have three million. */
const MOST_PARTS = 4_000_000

/** A server that was never reached is not waited for. */
export const FIRST_PAUSES: Limits['pauses'] = [250]

export const LIMITS: Limits = {
  beginMs: 5 * MINUTE,
  goOnMs: 2 * MINUTE,
  answerBytes: 64 * 2 ** 20,
  eventCharacters: 32 * 2 ** 20,
  pauses: [250, 500, 1000, 2000, 4000, 8000]
}

/** Told why a request is made once more. @param isBusy whether the server said that it has too much to do */
export type OnRetry = (reason: string, isBusy: boolean) => void

/** What a request is part of. */
export interface Call {
  readonly signal: CancelSignal
  /** Keeps the requests of a path on one replica, behind a router that heeds it. */
  readonly session?: string
}

/** One server, asked over HTTP. Its answers are nobody's word: bounded in size and time, and checked by who reads them. */
export interface Connection {
  readonly url: string
  /** @throws ServerFailure, Cancelled */
  get(path: string, call: Call): Promise<unknown>
  /** @throws ServerFailure, Cancelled */
  post(path: string, body: object, call: Call): Promise<unknown>
  /**
   * The events of a streamed answer. Whoever stops reading closes the connection, by which the server stops computing.
   *
   * @throws ServerFailure also in the middle, where the stream breaks off or says that it failed; Cancelled
   */
  stream(path: string, body: object, call: Call): AsyncGenerator<unknown, void>
}

/**
 * @param recognise finds out whether the server is still the same, where a connection to it broke, before anything else is
 * asked of whoever answers now. False where it cannot be found out yet, as of replicas of which one is gone; throws where it
 * is another
 */
export function connect(
  url: string,
  {
    limits = LIMITS,
    key = apiKeyFor(url),
    onRetry = () => undefined,
    recognise = () => Promise.resolve(true)
  }: {
    readonly limits?: Limits
    readonly key?: string | null
    readonly onRetry?: OnRetry
    readonly recognise?: () => Promise<boolean>
  } = {}
): Connection {
  /** Before this moment no request is made: a server that limits how often it is asked said so to one of them. */
  let closedUntil = 0

  /** Whether a connection broke, and nobody has looked since who is there. */
  let isDoubted = false
  let recognising: Promise<void> | null = null
  /** Before this moment it is not looked at again. */
  let nextLook = 0

  function doubt(error: unknown): void {
    if (error instanceof ServerFailure && error.passing && !error.limited) isDoubted = true
  }
  async function recognised(): Promise<void> {
    if (!isDoubted || performance.now() < nextLook) return
    recognising ??= recognise()
      .then((isKnown) => {
        isDoubted = !isKnown
        nextLook = performance.now() + LOOK_AGAIN_MS
      })
      .finally(() => {
        recognising = null
      })
    await recognising
  }

  /** Does work until the server takes it. */
  async function persevere<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const begun = performance.now()
    for (let tries = 0; ; tries++) {
      await waiting(closedUntil - performance.now(), call.signal)
      try {
        await recognised()
        return await work()
      } catch (error) {
        doubt(error)
        const wait = error instanceof ServerFailure ? pauseAfter(error, tries, begun) : null
        if (!(error instanceof ServerFailure) || wait === null) throw error
        onRetry(`${error.message} Trying again.`, error.busy)
        if (error.limited) closedUntil = Math.max(closedUntil, performance.now() + wait)
        await waiting(wait, call.signal)
      }
    }
  }

  /** Milliseconds until the next try; null where it was the last. A limit is kept to for as long as an answer may take. */
  function pauseAfter(error: ServerFailure, tries: number, begun: number): number | null {
    if (!error.passing) return null
    const pause = limits.pauses[tries]
    if (pause !== undefined) return Math.max(pause, error.retryAfterMs)
    const isPatient = error.limited && performance.now() - begun < limits.beginMs
    return isPatient ? Math.max(limits.pauses.at(-1) ?? 0, error.retryAfterMs) : null
  }

  async function ask(path: string, body: object | null, call: Call): Promise<Opened> {
    if (call.signal.aborted) throw new Cancelled('Stopped.', NO_USAGE)
    const asked = `The server ${url}${path}`
    const headers = headersOf(call, key, { url, hasBody: body !== null })
    prepareNetwork()
    const watch = new Watch(asked, call.signal, limits.beginMs)
    try {
      const response = await fetch(url + path, {
        method: body === null ? 'GET' : 'POST',
        headers,
        body: body === null ? null : JSON.stringify(body),
        redirect: 'manual',
        signal: watch.signal
      })
      watch.allow(limits.goOnMs)
      if (response.status >= 300 && response.status < 400) throw redirected(asked, response, key)
      if (!response.ok) {
        const said = without(key, await readAll(response, limits))
        throw refusal(asked, response, said, keyVariableOf(url))
      }
      return { response, watch, asked }
    } catch (error) {
      watch.end()
      throw watch.explain(error)
    }
  }

  /** Answers that are no streams cost the server nothing that anybody counts: a broken one is asked for again. */
  function whole(path: string, body: object | null, call: Call): Promise<unknown> {
    return persevere(call, async () => {
      const { response, watch, asked } = await ask(path, body, call)
      try {
        return parsed(await readAll(response, limits), asked)
      } catch (error) {
        throw watch.explain(error)
      } finally {
        watch.end()
      }
    })
  }

  return {
    url,
    get: (path, call) => whole(path, null, call),
    post: (path, body, call) => whole(path, body, call),
    async *stream(path, body, call) {
      const opening = persevere(call, () => ask(path, body, call))
      const { response, watch, asked } = await opening
      try {
        let done = false
        for await (const data of events(response, limits)) {
          watch.allow(limits.goOnMs)
          // Read to its end, so that the connection can be used again; what comes behind the end is not.
          if (done) return
          done = data === '[DONE]'
          if (done) continue
          const event = parsed(data, asked)
          // A server that dies says so and goes on with "[DONE]" as if it had ended well.
          if ('error' in event) throw brokenStream(asked, redacted(event.error, key))
          yield event
        }
      } catch (error) {
        const explained = brokenOff(watch.explain(error))
        doubt(explained)
        throw explained
      } finally {
        watch.end()
      }
    }
  }
}

/** A connection that breaks in the middle of an answer breaks that off. */
function brokenOff(error: Error): Error {
  if (!(error instanceof ServerFailure) || !error.passing) return error
  return new ServerFailure(error.message, { passing: true, brokenOff: true, cause: error.cause })
}

interface Opened {
  readonly response: Response
  readonly watch: Watch
  /** The server and what it was asked, as the beginning of a sentence. */
  readonly asked: string
}

function headersOf(
  { session }: Call,
  key: string | null,
  { url, hasBody }: { readonly url: string; readonly hasBody: boolean }
): Headers {
  const headers = new Headers({ accept: 'application/json, text/event-stream' })
  if (hasBody) headers.set('content-type', 'application/json')
  if (key !== null) {
    // A header carries nothing else; a key that was copied with a line end or from a formatted text has it.
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw new ServerFailure(
        `The key for the server ${url} has a space or a sign that no key has. Copy it again, and give it anew.`
      )
    }
    headers.set('authorization', `Bearer ${key}`)
  }
  if (session !== undefined) headers.set('x-session-id', session)
  return headers
}

function redirected(asked: string, { headers }: Response, key: string | null): ServerFailure {
  const to = quoted(without(key, headers.get('location') ?? ''))
  return new ServerFailure(
    `${asked} points elsewhere${to}. Only addresses that you name are contacted: name that one, if you trust it.`
  )
}

/** Waits, but not beyond the moment at which the call is cancelled. @throws Cancelled */
export async function waiting(ms: number, signal: CancelSignal): Promise<void> {
  const end = performance.now() + ms
  for (let left = ms; left > 0; left = end - performance.now()) {
    if (signal.aborted) throw new Cancelled('Stopped.', NO_USAGE)
    await pause(Math.min(50, left))
  }
}

/** The whole answer, as far as it is bounded. */
async function readAll(response: Response, { answerBytes }: Limits): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of chunksOf(response)) {
    bytes += chunk.byteLength
    if (bytes > answerBytes) throw tooLarge(answerBytes, 'answers with')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** What the events of a stream say, one after the other. */
async function* events(response: Response, { eventCharacters }: Limits): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const waiting: string[] = []
  let failure: Error | null = null as Error | null
  const parser = createParser({
    maxBufferSize: eventCharacters,
    onEvent: ({ data }) => waiting.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') {
        failure = tooLarge(eventCharacters, 'sends a line of')
      }
    }
  })
  for await (const chunk of chunksOf(response)) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    yield* waiting.splice(0)
    if (failure !== null) throw failure
  }
  yield* waiting.splice(0)
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return
  for await (const chunk of body) yield chunk as Uint8Array
}

function tooLarge(most: number, does: string): ServerFailure {
  return new ServerFailure(
    `The server ${does} more than ${Math.round(most / 2 ** 20)} MB. That is no answer to what it was asked.`
  )
}

/** @throws ServerFailure where it is no JSON object */
function parsed(text: string, asked: string): object {
  if (hasTooManyParts(text)) {
    throw new ServerFailure(
      `${asked} answers with millions of lists and numbers. That is no answer to what it was asked.`
    )
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  throw new ServerFailure(
    `${asked} answers with something else than JSON${quoted(text.slice(0, 80))}. Is it a model server, and its address right?`
  )
}

/** Objects and lists take up to forty times their text: 64 MB of brackets would hold the process up for a minute. */
function hasTooManyParts(text: string): boolean {
  if (text.length <= MOST_PARTS) return false
  let parts = 0
  for (let at = 0; at < text.length; at++) {
    if (',[{'.includes(text[at]!)) parts += 1
  }
  return parts > MOST_PARTS
}

/** A server may repeat the key that it was given. */
function without(key: string | null, text: string): string {
  return key === null ? text : text.replaceAll(key, '(key)')
}

function redacted(error: unknown, key: string | null): unknown {
  return JSON.parse(without(key, JSON.stringify(error)))
}
