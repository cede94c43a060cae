import { statSync } from 'node:fs'
import { limitThisProcess } from '../../inference/limits-watch.ts'
import { readOutputs } from '../grading/read-outputs.ts'
import { UserError } from '../user-error.ts'
import { importRequestSchema, type ImportReply, type ImportRequest } from './import-messages.ts'
import { PROCESS_LIMITS, secondsFor } from './limits.ts'
import { readProblems, type ImportProgress } from './read-problems.ts'

/**
 * The throw-away process that reads a file of problems or outputs, or an exported run, under limits on memory and time: whatever
 * the file does to it costs nothing. It reads one and ends.
 */

/** Problems that are sent at once. */
const PART = 200
const PROGRESS_EVERY_MS = 100

process.once('message', (message) => {
  const request = importRequestSchema.parse(message)
  const seconds = secondsFor(sizeOf(request.path), request.do === 'run')
  limitThisProcess({ bytes: PROCESS_LIMITS.bytes, seconds })
  answer(request)
    .catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error
      return say({ type: 'refused', message: error.message, hint: error.hint })
    })
    .then(() => process.disconnect())
    .catch((error: unknown) => {
      process.stderr.write(error instanceof Error ? error.message : String(error))
      process.exit(1)
    })
})

// The parent is gone: so is every reason to go on.
process.on('disconnect', () => {
  process.exit(0)
})

/** What cannot be looked at is refused, in words, by whoever opens it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

async function answer(request: ImportRequest): Promise<void> {
  switch (request.do) {
    case 'problems':
      await sendProblems(request)
      break
    case 'outputs':
      await sendOutputs(request.path)
      break
    case 'run':
      await unpack(request)
      break
    default:
      request satisfies never
  }
  await say({ type: 'end' })
}

/** Says how far it is, now and then. */
function progressTeller(): (progress: ImportProgress) => void {
  let told = 0
  return (progress) => {
    const now = performance.now()
    if (now - told < PROGRESS_EVERY_MS) return
    told = now
    process.send?.({ type: 'progress', ...progress } satisfies ImportReply)
  }
}

async function sendProblems({
  path,
  choices
}: Extract<ImportRequest, { do: 'problems' }>): Promise<void> {
  const { problems, ...rest } = await readProblems(path, choices, progressTeller())
  for (let from = 0; from < problems.length; from += PART) {
    await say({ type: 'problems', problems: problems.slice(from, from + PART) })
  }
  await say({ type: 'rest', ...rest, warnings: [...rest.warnings] })
}

async function sendOutputs(path: string): Promise<void> {
  const { lines, ...rest } = await readOutputs(path)
  for (let from = 0; from < lines.length; from += PART) {
    await say({ type: 'outputs', lines: lines.slice(from, from + PART), ...rest })
  }
}

async function unpack({ path, store }: Extract<ImportRequest, { do: 'run' }>): Promise<void> {
  // Of all that is read here it alone needs the store.
  const { unpackRun } = await import('../export/unpack-run.ts')
  await unpackRun(path, store, {
    onRun: (id) => say({ type: 'run', id }),
    onProgress: progressTeller()
  })
}

/** Waits until it is sent, so that the parts do not pile up. */
function say(reply: ImportReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) =>
      error === null ? resolve() : reject(error)
    )
  })
}
