import { ApiError } from './errors.ts'
import { MAX_WAITING } from './limits.ts'

/** A guess at how long until a place is free, in seconds, for clients that ask again by themselves. */
const ASK_AGAIN_S = 5

/** A place in the line. */
export interface PlaceInLine {
  /** Requests that are answered before this one. */
  readonly ahead: number
  /** Resolves when it is its turn. */
  readonly come: Promise<void>
  /** Gives the place back, whether its turn has come or not. */
  leave(): void
}

/**
 * The line of the requests: one is answered at a time, as the models do one job after the other; they share that one
 * job with whatever else this program is asked to solve.
 */
export class RequestLine {
  readonly #line: { readonly begin: () => void }[] = []

  /** @throws ApiError 429 where too many wait. */
  take(): PlaceInLine {
    const line = this.#line
    const waiting = line.length - 1
    if (waiting >= MAX_WAITING) {
      throw new ApiError(
        429,
        `${waiting} requests wait already, and no more than ${MAX_WAITING} can. Ask again when some are answered, or fewer at once.`,
        {
          code: 'queue_full',
          headers: { 'retry-after': String(ASK_AGAIN_S) },
          details: { queue_length: waiting, queue_limit: MAX_WAITING }
        }
      )
    }
    const { promise: come, resolve: begin } = Promise.withResolvers<void>()
    const place = { begin }
    line.push(place)
    line[0]!.begin()
    return {
      get ahead() {
        return Math.max(0, line.indexOf(place))
      },
      come,
      leave() {
        const at = line.indexOf(place)
        if (at >= 0) line.splice(at, 1)
        line[0]?.begin()
      }
    }
  }
}
