import { fileURLToPath } from 'node:url'
import { hearErrors, notStarted, send, startThrowAway } from '../throw-away-process.ts'
import { UserError } from '../user-error.ts'
import type { StoreReply, StoreRequest, StoreResults } from './store-process.ts'

/** What is remembered of a store's pages while its rows are saved grows with it. */
const HEAP_MEGABYTES = 4096

const entry = fileURLToPath(new URL('./store-process.ts', import.meta.url))

/**
 * Has a store looked through by a process of its own, which can be stopped where SQLite cannot.
 *
 * @throws UserError as that does; the signal's reason, once the process is no more
 */
export function askStoreProcess<D extends StoreRequest['do']>(
  request: Extract<StoreRequest, { do: D }>,
  signal: AbortSignal
): Promise<StoreResults[D]> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = startThrowAway(entry, HEAP_MEGABYTES)
    let reply: StoreReply | null = null
    const errors = hearErrors(child)
    const stop = () => child.kill('SIGKILL')
    signal.addEventListener('abort', stop, { once: true })
    child.on('message', (message: StoreReply) => (reply = message))
    child.on('error', (error) => {
      reject(notStarted('that reads the store', error))
    })
    // Only now nothing is written any more.
    child.on('close', (code, sent) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason as Error)
      else if (reply === null) reject(endedBy(sent ?? `exit code ${code}`, errors.said()))
      else if ('refused' in reply) reject(new UserError(reply.refused.message, reply.refused.hint))
      else resolve(reply.result as StoreResults[D])
    })
    send(child, request)
  })
}

function endedBy(how: string, errorOutput: string): Error {
  return new Error(`the process that reads the store ended (${how}) ${errorOutput}`.trim())
}
