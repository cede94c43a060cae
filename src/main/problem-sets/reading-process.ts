import { fileURLToPath } from 'node:url'
import { causeOfDeath, type ProcessEnd } from '../engine/deaths/cause-of-death.ts'
import { hearErrors, notStarted, send, startThrowAway } from '../throw-away-process.ts'
import { ImportError } from './import-error.ts'
import { importReplySchema, type ImportReply, type ImportRequest } from './import-messages.ts'
import { PROCESS_LIMITS } from './limits.ts'
import { withFile } from './piped-file.ts'
import type { ImportProgress } from './read-problems.ts'

export interface AskOptions {
  /** Ends the reading, and the process that reads. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  /** The entry of the process; another one only in tests. */
  readonly entry?: string | undefined
}

/** The person stopped it; nothing was stored. Named as what a signal cuts off is. */
export class ImportStopped extends ImportError {
  override name = 'AbortError'
}

type Part = Exclude<ImportReply, { type: 'progress' | 'refused' | 'end' }>

/**
 * Has a strange file read by a process of its own under limits on memory and time: no file can end the program or make
 * it wait.
 *
 * @param take is given the parts of the answer in their order.
 * @throws ImportError as the reader does, or with what the file did to it.
 * @throws ImportStopped when the signal says so.
 */
export function askReadingProcess(
  request: ImportRequest,
  take: (part: Part) => void,
  options: AskOptions
): Promise<void> {
  return withFile(request.path, options.signal, (path) => ask({ ...request, path }, take, options))
}

function ask(
  request: ImportRequest,
  take: (part: Part) => void,
  { signal, onProgress, entry }: AskOptions
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(stopped())
      return
    }
    const child = startThrowAway(
      entry ?? fileURLToPath(new URL('./import-process.ts', import.meta.url)),
      PROCESS_LIMITS.heapMegabytes
    )
    const errors = hearErrors(child)
    let silent = false
    let timer = setTimeout(giveUp, PROCESS_LIMITS.silentMs)

    function end(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      child.removeAllListeners('message').removeAllListeners('close')
      child.kill('SIGKILL')
    }
    function fail(error: unknown): void {
      end()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    function giveUp(): void {
      silent = true
      child.kill('SIGKILL')
    }
    function abort(): void {
      fail(stopped())
    }
    function hear(message: unknown): void {
      clearTimeout(timer)
      timer = setTimeout(giveUp, PROCESS_LIMITS.silentMs)
      const reply = importReplySchema.parse(message)
      switch (reply.type) {
        case 'progress':
          onProgress?.({ share: reply.share, problems: reply.problems })
          break
        case 'refused':
          fail(new ImportError(reply.message, reply.hint))
          break
        case 'end':
          end()
          resolve()
          break
        case 'problems':
        case 'rest':
        case 'outputs':
        case 'run':
          take(reply)
          break
        default:
          reply satisfies never
      }
    }
    signal?.addEventListener('abort', abort, { once: true })
    child.on('message', (message) => {
      try {
        hear(message)
      } catch (error) {
        fail(error)
      }
    })
    child.on('error', (error) => {
      fail(notStarted('that reads files', error))
    })
    // "close" comes after the last of the error output, "exit" may come before it.
    child.on('close', (code, sent) => {
      fail(silent ? unread() : deathOf({ code, signal: sent, output: errors.said() }))
    })
    send(child, request)
  })
}

/** What the file did to the process that read it, in a sentence. */
function deathOf(end: Omit<ProcessEnd, 'overdue'>): ImportError {
  const smaller = 'make a smaller file of what you need'
  const cause = causeOfDeath({ ...end, overdue: false })
  switch (cause) {
    case 'hung':
      return new ImportError(
        `The file takes far more time to read than one of its size may: ${smaller}.`
      )
    // What Linux kills is what took the most memory.
    case 'killed':
    case 'out-of-memory':
      return new ImportError(
        `The file takes more than ${PROCESS_LIMITS.bytes / 2 ** 30} GB of memory to read: ${smaller}.`
      )
    case 'aborted':
    case 'illegal-instruction':
      return endedBy(end.signal ?? `exit code ${end.code}`)
    case null:
      // Ctrl-C in a terminal reaches both processes. Without a signal it said neither that it is done nor why not.
      return end.signal === null ? endedBy('without a word') : stopped()
    default:
      return cause satisfies never
  }
}

function endedBy(how: string): ImportError {
  return new ImportError(`The file ended the process that read it (${how}); nothing was imported.`)
}

function unread(): ImportError {
  return new ImportError(
    `The file could not be read for ${PROCESS_LIMITS.silentMs / 1000} seconds: is its disk or network there?`
  )
}

function stopped(): ImportStopped {
  return new ImportStopped('Reading the file was stopped; nothing was stored.')
}
