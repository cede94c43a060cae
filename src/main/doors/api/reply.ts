import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { VERSION } from '../../version.ts'
import type { AttemptPiece } from './attempt-text.ts'
import type { ApiError } from './errors.ts'
import type { Choice, Format } from './format.ts'
import { KEEP_ALIVE_MS } from './limits.ts'
import {
  endEvents,
  openEvents,
  respondError,
  respondJson,
  sendComment,
  sendEvent
} from './respond.ts'
import type { usageOf } from './usage.ts'

type Usage = ReturnType<typeof usageOf>

/** How a client is told of its attempts: all at the end, or everything when it happens. */
export interface Reply {
  /** A choice is begun. */
  opened(index: number): void
  piece(index: number, piece: AttemptPiece): void
  closed(choice: Choice): void
  /** All choices are there. */
  finish(usage: Usage): void
  fail(error: ApiError): void
  /** Called once, whatever became of it. */
  end(): void
}

interface ReplyOptions {
  readonly response: ServerResponse
  readonly format: Format
  readonly model: string
}

function head({ format, model }: ReplyOptions) {
  return {
    id: `${format.idPrefix}${randomBytes(12).toString('hex')}`,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: `tandem-${VERSION}`
  }
}

/** Everything in one document, at the end. */
export function wholeReply(options: ReplyOptions): Reply {
  const { response, format } = options
  const choices: Choice[] = []
  return {
    opened: () => undefined,
    piece: () => undefined,
    closed: (choice) => choices.push(choice),
    finish(usage) {
      respondJson(response, 200, {
        object: format.object,
        ...head(options),
        choices: choices.map((choice) => format.choice(choice)),
        usage
      })
    },
    fail(error) {
      respondError(response, error)
    },
    end: () => undefined
  }
}

/**
 * Server-sent events, the first as soon as there is one. While nothing happens, comments say so.
 *
 * @param waiting how many requests are answered before this one.
 */
export function streamedReply(
  options: ReplyOptions & { readonly includeUsage: boolean; readonly waiting: () => number }
): Reply {
  const { response, format, includeUsage, waiting } = options
  const common = { object: format.chunkObject, ...head(options) }
  const alive = setInterval(() => {
    sendComment(response, waiting() === 0 ? 'at work' : `waiting, ${waiting()} before this`)
  }, KEEP_ALIVE_MS)

  function send(choices: readonly object[], usage: Usage | null): void {
    sendEvent(response, JSON.stringify({ ...common, choices, ...(includeUsage && { usage }) }))
  }
  function sendChoice(choice: object | null): void {
    if (choice !== null) send([choice], null)
  }
  openEvents(response)
  return {
    opened(index) {
      sendChoice(format.opening(index))
    },
    piece(index, piece) {
      sendChoice(format.piece(index, piece))
    },
    closed({ index, finishReason, extension }) {
      sendChoice(format.closing(index, finishReason, extension))
    },
    finish(usage) {
      if (includeUsage) send([], usage)
      sendEvent(response, '[DONE]')
      endEvents(response)
    },
    // A stream that says nothing of the failure but its end would pass for a short answer.
    fail(error) {
      sendEvent(response, JSON.stringify(error.body))
      endEvents(response)
    },
    end() {
      clearInterval(alive)
    }
  }
}
