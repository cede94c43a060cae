import { setTimeout as sleep } from 'node:timers/promises'
import { DownloadFailed } from './download-failed.ts'
import { causeOfFailure } from '../../../inference/network.ts'

/** When to give up. */
export interface Patience {
  /** Failed attempts in a row, none of which brought a byte. */
  readonly attempts: number
  /** Wait before the second attempt, in milliseconds; twice as long before each further one. */
  readonly backoffMs: number
  /** Longest wait that a server may ask for, in milliseconds. */
  readonly longestWaitMs: number
  /** A connection must bring `leastBytes` in each `windowMs`. */
  readonly windowMs: number
  readonly leastBytes: number
}

export const PATIENCE: Patience = {
  attempts: 5,
  backoffMs: 1000,
  longestWaitMs: 300_000,
  windowMs: 30_000,
  leastBytes: 32 * 1024
}

/** A failure that may pass; `wait` is what the server asked for. */
export class Passing extends Error {
  readonly failure: DownloadFailed
  readonly wait: number | null

  constructor(failure: DownloadFailed, wait: number | null = null) {
    super(failure.message)
    this.failure = failure
    this.wait = wait
  }
}

/** What is to be done until it is done, and how far it is. */
interface Persistent<T> {
  readonly attempt: () => Promise<T>
  /** Bytes that have arrived. */
  readonly have: () => number
  /** The server, and what stands in between, in words. */
  readonly host: string
  /** Ends it, also while it waits. */
  readonly signal: AbortSignal
}

/** Attempts again while what fails may pass: an attempt that brought enough counts as a new beginning. */
export async function persist<T>(
  { attempt, have, host, signal }: Persistent<T>,
  patience: Patience
): Promise<T> {
  for (let failures = 0; ;) {
    const before = have()
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const { wait, cause } = retryable(error, host, patience)
      failures = have() >= before + patience.leastBytes ? 1 : failures + 1
      if (failures >= patience.attempts) throw cause
      const backoff = patience.backoffMs * 2 ** (failures - 1)
      await sleep(wait ?? backoff, undefined, { signal })
    }
  }
}

function retryable(error: unknown, host: string, { longestWaitMs }: Patience) {
  if (error instanceof DownloadFailed) throw error
  if (error instanceof Passing) {
    if (error.wait !== null && error.wait > longestWaitMs) throw error.failure
    return { wait: error.wait, cause: error.failure }
  }
  // fetch wraps what goes wrong on the network in a TypeError; anything else will not pass.
  if (!(error instanceof TypeError)) throw error
  const cause = new DownloadFailed(
    'unreachable',
    `The connection to ${host} fails${causeOfFailure(error)}. What has arrived is kept: try again later.`,
    { cause: error }
  )
  return { wait: null, cause }
}

/** Ends a connection that trickles, and any connection in the end: nothing goes on arriving after a failure. */
export function watchSpeed(outer: AbortSignal, { windowMs, leastBytes }: Patience) {
  const end = new AbortController()
  let inWindow = 0
  let slow = false
  const timer = setInterval(() => {
    if (inWindow < leastBytes) {
      slow = true
      end.abort()
    }
    inWindow = 0
  }, windowMs)
  return {
    signal: AbortSignal.any([outer, end.signal]),
    count: (bytes: number) => {
      inWindow += bytes
    },
    tooSlow: () => slow,
    stop() {
      clearInterval(timer)
      end.abort()
    }
  }
}
