import type { InferenceFailureKind } from '../../../shared/inference-messages.ts'
import { InferenceFailure } from '../../inference-failure.ts'

const LONGEST_QUOTE = 300
const LONGEST_PAUSE_MS = 30_000

interface FailureDetails {
  readonly kind?: InferenceFailureKind
  readonly passing?: boolean
  readonly brokenOff?: boolean
  readonly limited?: boolean
  readonly busy?: boolean
  readonly retryAfterMs?: number
  readonly tooLong?: boolean
  readonly cause?: unknown
}

/** A server that could not be asked, or that refused. The message names it and says what to do. */
export class ServerFailure extends InferenceFailure {
  override name = 'ServerFailure'
  /** Whether the same request may succeed in a moment: the server is full, restarts, or its connection broke. */
  readonly passing: boolean
  /** Whether it had begun to answer: what it computed is lost, and has to be asked for anew. */
  readonly brokenOff: boolean
  /** Whether the server limits how often it is asked: it holds for all requests, and passes. */
  readonly limited: boolean
  /** Whether the server said that it has too much to do. */
  readonly busy: boolean
  /** Milliseconds after which the server wants to be asked again; 0 where it does not say. */
  readonly retryAfterMs: number
  /** Whether the text was too long for the server's context. */
  readonly tooLong: boolean

  constructor(
    message: string,
    {
      kind = 'engine',
      passing = false,
      brokenOff = false,
      limited = false,
      busy = false,
      retryAfterMs = 0,
      tooLong = false,
      cause
    }: FailureDetails = {}
  ) {
    super(kind, message, { cause })
    this.passing = passing
    this.brokenOff = brokenOff
    this.limited = limited
    this.busy = busy
    this.retryAfterMs = retryAfterMs
    this.tooLong = tooLong
  }
}

/**
 * What a server's refusal means. Servers write their errors in several shapes, and some (a router whose replica is gone)
 * as plain text with the status 500.
 *
 * @param asked the server's address, and what it was asked for
 * @param keyVariable the environment variable of its key
 */
export function refusal(
  asked: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  keyVariable: string
): ServerFailure {
  const { said, type } = readError(body)
  if (status === 401 || status === 403) {
    return new ServerFailure(
      `${asked} wants a key${quoted(said)}. Give it to the server under Models, or put it into the environment variable ${keyVariable} before you start Tandem.`
    )
  }
  const passing =
    [429, 502, 503].includes(status) || (status >= 500 && type === null && said === body.trim())
  const tooLong =
    type === 'exceed_context_size_error' || /maximum context length|context size/i.test(said)
  return new ServerFailure(`${asked} answered with status ${status}${quoted(said)}.`, {
    passing,
    limited: status === 429,
    busy: status === 429 || status === 503,
    retryAfterMs: retryAfter(headers),
    tooLong
  })
}

function retryAfter(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1000), LONGEST_PAUSE_MS) : 0
}

/** Another model than the one that was met. @param what the server and its model */
export function replacedModel(what: string): ServerFailure {
  return new ServerFailure(
    `The model ${what} is not the one that the run began with (what the server says of it differs).`,
    { kind: 'other-model' }
  )
}

/** A server that leaves out what is needed of it. @param software what it seems to be, such as "llama-server" */
export function saysNot(url: string, what: string, software: string): ServerFailure {
  return new ServerFailure(`The server ${url} does not say ${what}. Is it a recent ${software}?`)
}

/** A stream that was over before what it told was. */
export function endedEarly(url: string): ServerFailure {
  return new ServerFailure(`The server ${url} ended its answer before the text was at its end.`, {
    passing: true,
    brokenOff: true
  })
}

/** What a stream says instead of its next part. The server may be about to die, or may have died. */
export function brokenStream(asked: string, error: unknown): ServerFailure {
  const { said } = readError(JSON.stringify({ error }))
  return new ServerFailure(`${asked} broke off its answer${quoted(said)}.`, {
    passing: true,
    brokenOff: true
  })
}

/** Text of a server as part of a sentence: behind a colon, where there is any. */
export function quoted(text: string): string {
  return plain(text, LONGEST_QUOTE) === '' ? '' : `: ${inQuotes(text)}`
}

export function inQuotes(text: string): string {
  return `"${plain(text.replace(/\.\s*$/, ''), LONGEST_QUOTE)}"`
}

/** Text of a server in one line: no control characters, and not without end. */
export function plain(text: string, longest: number): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest).trimEnd()} ...`
}

/** The sentence and the kind of an error: `{"error":{"message","type"}}`, `{"error":"…"}`, `{"detail":…}`, or text. */
function readError(body: string): { readonly said: string; readonly type: string | null } {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return { said: body.trim(), type: null }
  }
  const fields = fieldsOf(parsed)
  const error = fields.error ?? fields.detail ?? fields.message
  if (typeof error === 'string') return { said: error, type: 'error' }
  const { message, type } = fieldsOf(error)
  return {
    said: typeof message === 'string' ? message : JSON.stringify(error ?? parsed),
    type: typeof type === 'string' ? type : 'error'
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
