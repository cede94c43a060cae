import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from '../store/database.ts'
import { asUserError } from '../system-errors.ts'
import type { ReaderReply, ReaderRequest } from './reader.ts'
import { readings } from './readings.ts'

/** Reads whole runs in a thread of its own, where it may take as long as it takes. */
if (!parentPort) throw new Error('reading-worker runs as a worker thread')
const port = parentPort
const database = openForReading(workerData as string)

port.on('message', (request: ReaderRequest) => port.postMessage(answer(request)))

function answer({ id, name, input }: ReaderRequest): ReaderReply {
  // Name and input belong together, as the reader's types say; here TypeScript sees only their unions.
  const read = readings[name] as (store: typeof database, input: unknown) => unknown
  try {
    // In one transaction, so that a run that goes on meanwhile is read as it was at one moment.
    return { id, value: database.transaction(() => read(database, input))() }
  } catch (error) {
    const refusal = asUserError(error, workerData as string)
    if (!refusal) throw error
    return { id, refused: { message: refusal.message, hint: refusal.hint } }
  }
}
