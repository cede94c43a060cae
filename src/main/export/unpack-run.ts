import { stat } from 'node:fs/promises'
import { bytesText } from '../bytes-text.ts'
import { ImportError } from '../problem-sets/import-error.ts'
import { createImportNotes } from '../problem-sets/import-notes.ts'
import { jsonParts } from '../problem-sets/formats/json-parts.ts'
import { reasonOf } from '../problem-sets/formats/json-text.ts'
import { openSource, type Source } from '../problem-sets/formats/source.ts'
import { readText } from '../problem-sets/formats/text.ts'
import { READING_LIMITS } from '../problem-sets/limits.ts'
import type { ImportProgress } from '../problem-sets/read-problems.ts'
import { requireFile } from '../require-file.ts'
import { createScratch } from '../store/database.ts'
import { inWords } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import { beginImport } from './import-run.ts'

/** How much of the reading is the first look, which skips the attempts. */
const FIRST_LOOK = 0.2

export interface UnpackTold {
  /** Called as soon as it is known, before the attempts are read: whoever has the run already need not wait for them. */
  readonly onRun: (id: string) => Promise<void>
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Reads an exported run in this very process into a store of its own, which is made at `store`; `importRunFile` does it in
 * a process that may die of it. Attempts are read one by one: a run may be larger than memory. They come after what they
 * need or before it, so the file is read twice.
 *
 * @throws ImportError, UserError with one sentence; what is at `store` is worth nothing then
 */
export async function unpackRun(path: string, store: string, told: UnpackTold): Promise<void> {
  requireFile(path)
  await inWords(async () => {
    const before = await stat(path)
    if (before.size > READING_LIMITS.run) {
      throw new ImportError(
        `${path} is larger than an exported run may be: it has ${bytesText(before.size)}, at most ` +
          `${bytesText(READING_LIMITS.run)} are read.`
      )
    }
    await unpack(await openSource(path, createImportNotes()), store, told)
    const after = await stat(path)
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new ImportError(`${path} was changed while it was read: import it when it is complete.`)
    }
  })
}

async function unpack(source: Source, store: string, told: UnpackTold): Promise<void> {
  let attempts = 0
  for await (const part of partsOf(source)) {
    if (part.type === 'element') {
      if (++attempts > READING_LIMITS.attempts) throw tooMany()
      told.onProgress({ share: FIRST_LOOK * source.progress, problems: 0 })
      continue
    }
    await readInto(store, parsed(part.text, 'The file'), source, told)
  }
}

async function readInto(
  store: string,
  head: unknown,
  source: Source,
  { onRun, onProgress }: UnpackTold
): Promise<void> {
  const database = createScratch(store)
  try {
    database.exec('BEGIN')
    const run = beginImport(database, head)
    await onRun(run.id)
    let attempts = 0
    for await (const part of partsOf(source)) {
      if (part.type === 'rest') continue
      atLine(part.line, () => run.add(attemptIn(part.text)))
      const share = FIRST_LOOK + (1 - FIRST_LOOK) * source.progress
      onProgress({ share, problems: ++attempts })
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** Attempts one by one, whether they count or are evidence, then the run without them. */
function partsOf(source: Source) {
  return jsonParts(readText(source), holdsAttempts, 'an attempt')
}

function holdsAttempts(path: readonly string[]): boolean {
  const [first, second] = path
  if (path.length === 1) return first === 'samples'
  return path.length === 2 && first === 'tandem' && second === 'evidence'
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ImportError(
      `${what} is not JSON (${reasonOf(error)}).`,
      'Export a run with: tandem export RUN --format json'
    )
  }
}

function atLine(line: number, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new ImportError(`At line ${line}: ${error.message}`, error.hint)
  }
}

function attemptIn(text: string): unknown {
  const attempt = parsed(text, 'the attempt')
  const { events } = (attempt ?? {}) as { readonly events?: unknown }
  if (Array.isArray(events) && events.length > READING_LIMITS.events) {
    throw new ImportError(
      `the attempt has more than ${READING_LIMITS.events.toLocaleString('en')} events, more than one may have.`
    )
  }
  return attempt
}

function tooMany(): ImportError {
  return new ImportError(
    `The file has more than ${READING_LIMITS.attempts.toLocaleString('en')} attempts, more than a run may have.`
  )
}
