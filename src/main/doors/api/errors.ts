import { failureText } from '../../../shared/failure.ts'
import { EngineFailure } from '../../engine/engine.ts'
import { asUserError } from '../../system-errors.ts'

interface ApiErrorDetails {
  readonly code?: string
  /** The field of the request that it is about. */
  readonly param?: string
  readonly headers?: Readonly<Record<string, string>>
  /** What a program may want to know beside the sentence. */
  readonly details?: Readonly<Record<string, number>>
}

/** A refusal as clients of OpenAI's API understand it: a status, a sentence, and what it is about. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly #details: ApiErrorDetails

  constructor(status: number, message: string, details: ApiErrorDetails = {}) {
    super(message)
    this.status = status
    this.headers = details.headers ?? {}
    this.#details = details
  }

  get body() {
    const { code = null, param = null, details } = this.#details
    return { error: { message: this.message, type: typeOf(this.status), param, code, ...details } }
  }
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error'
  if (status === 429) return 'rate_limit_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

/** Characters of what a client wrote that a refusal repeats. */
const MOST_REPEATED = 100

/** What a client wrote, as much of it as tells which it was: a refusal stays a sentence, however much was sent. */
export function repeated(text: string): string {
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text
}

/**
 * Whatever went wrong while a request was answered, in words. Official clients repeat what failed with 500 and above
 * by themselves; what the engine or the disk refuses once it refuses again, so they are told not to.
 *
 * @param store the path of the store that SQLite's errors are about.
 * @returns null for what nobody foresaw.
 */
export function asApiError(error: unknown, store: string): ApiError | null {
  if (error instanceof ApiError) return error
  const refusal = error instanceof EngineFailure ? error : asUserError(error, store)
  if (refusal === null) return null
  return new ApiError(500, failureText(refusal), {
    code: error instanceof EngineFailure ? error.kind : 'refused',
    headers: { 'x-should-retry': 'false' }
  })
}
