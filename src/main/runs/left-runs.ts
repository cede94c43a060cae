import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { IN_DATA } from '../data-directory.ts'
import { namesIn } from '../folder-names.ts'
import { logError } from '../log-error.ts'
import { readSmallBytes } from '../read-small-file.ts'
import { replaceFile } from '../replace-file.ts'
import { openFromBytes } from '../store/database.ts'
import { type Database, prepared } from '../store/sql.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** A run has megabytes. */
const MOST_BYTES = 2 ** 30

/** A run that the store did not take before an earlier process ended. */
export interface LeftRun {
  readonly run: string
  readonly file: string
  readonly database: Database
}

/** Where the runs lie that a store did not take before the program ended: a file each, until it takes them. */
export function leftRunsFolder(store: string): string {
  return join(dirname(store), IN_DATA.unrecorded)
}

/**
 * Writes a run that only memory has into a file: beside the store, or, where that disk has no room for it either, among
 * the system's temporary files.
 *
 * @param left its file is the one that an earlier process left it in, where one did
 * @returns the file's path
 * @throws the system's error, where neither takes it
 */
export function leaveRun(
  store: string,
  { run, database, file }: Omit<LeftRun, 'file'> & { readonly file: string | null }
): string {
  const content = database.serialize()
  const beside = file ?? join(leftRunsFolder(store), fileName(run))
  try {
    replaceFile(beside, content)
    return beside
  } catch {
    // What lies there from an earlier process lacks no more than what was noted on it since.
    if (existsSync(beside)) return beside
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'tandem-unrecorded-')), fileName(run))
    replaceFile(elsewhere, content)
    return elsewhere
  }
}

/** Removes the file of a run that the store has by now. One that stays is recorded once more, to the same end. */
export function removeLeftRun(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch (error) {
    logError(`The file ${file} of a recorded run could not be removed:`, error)
  }
}

/** The runs that earlier processes left beside a store, and why others cannot be read; those stay as they are. */
export function readLeftRuns(store: string): {
  readonly left: readonly LeftRun[]
  readonly unreadable: readonly UserError[]
} {
  const left: LeftRun[] = []
  const unreadable: UserError[] = []
  function attempt<T>(place: string, read: (place: string) => T): T | null {
    try {
      return read(place)
    } catch (error) {
      const refusal = asUserError(error, place)
      if (refusal === null) throw error
      unreadable.push(refusal)
      return null
    }
  }
  for (const file of attempt(leftRunsFolder(store), filesIn) ?? []) {
    const one = attempt(file, readLeftRun)
    if (one) left.push(one)
  }
  return { left, unreadable }
}

function readLeftRun(file: string): LeftRun {
  const database = openFromBytes(readSmallBytes(file, MOST_BYTES), file)
  const run = prepared<[], string>(database, 'SELECT id FROM runs ORDER BY key').pluck().get()
  if (run !== undefined) return { run, file, database }
  database.close()
  throw new UserError(`${file} holds no run.`)
}

function fileName(run: string): string {
  return `${run}.db`
}

function filesIn(folder: string): string[] {
  return namesIn(folder, 'refused')
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(folder, name))
}
