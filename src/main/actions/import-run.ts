import { readFile, stat } from 'node:fs/promises'
import { bytesText } from '../bytes-text.ts'
import { decodedText } from '../decoded-text.ts'
import { importRun } from '../export/import-run.ts'
import { requireFile } from '../require-file.ts'
import type { RunServices } from '../runs/services.ts'
import { UserError } from '../user-error.ts'

/** A text of V8 has no more characters. */
const MOST_BYTES = 2 ** 29 - 24

/**
 * Brings a run back that was exported as JSON. Returns its id.
 *
 * @throws UserError where the file is no such run, is larger than one may be, or the run is in the store already
 */
export async function importRunFile(
  { database, live }: Pick<RunServices, 'database' | 'live'>,
  file: string
): Promise<string> {
  requireFile(file)
  const { size } = await stat(file)
  if (size > MOST_BYTES) {
    throw new UserError(
      `${file} is larger than an exported run may be: it has ${bytesText(size)}, at most ${bytesText(MOST_BYTES)} are read.`
    )
  }
  const run = importRun(database, parsed(decodedText(await readFile(file), file), file))
  live.emit('changed', run)
  return run
}

function parsed(content: string, file: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    throw new UserError(
      `${file} is not JSON.`,
      'Export a run with: tandem export RUN --format json'
    )
  }
}
