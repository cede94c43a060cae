import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelHashes } from './model-hashes.ts'
import { logError } from '../log-error.ts'

/** After the start, which has better things to do, and between two looks for models that came in since. */
const FIRST_MS = 20_000
const AGAIN_MS = 120_000
/** Between two megabytes: about a tenth of one core's time, and next to none while a problem is being solved. */
const PAUSE_MS = { idle: 10, busy: 250 }

/**
 * Computes the hashes of new models while the program runs, a little at a time.
 *
 * @param isBusy whether a run needs the machine
 * @returns what stops it; resolves when no file is read any more
 */
export function hashInBackground(
  library: () => Pick<ModelHashes, 'hashMissing'>,
  isBusy: () => boolean,
  waits: { readonly first: number; readonly again: number } = { first: FIRST_MS, again: AGAIN_MS }
): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const pause = () => sleep(isBusy() ? PAUSE_MS.busy : PAUSE_MS.idle)

  async function work(): Promise<void> {
    await sleep(waits.first, undefined, { signal, ref: false })
    while (true) {
      await library().hashMissing(signal, pause)
      await sleep(waits.again, undefined, { signal, ref: false })
    }
  }

  const over = work().catch((error: unknown) => {
    if (!signal.aborted) logError('The hashes of models could not be computed:', error)
  })
  return () => {
    stop.abort()
    return over
  }
}
