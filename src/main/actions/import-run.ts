import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refuseKnown } from '../export/import-run.ts'
import { askReadingProcess, type AskOptions } from '../problem-sets/reading-process.ts'
import { requireFile } from '../require-file.ts'
import type { RunServices } from '../runs/services.ts'
import { copyRun } from '../store/copy-run.ts'
import { openForReading } from '../store/database.ts'
import { requireWritable } from '../store/require-writable.ts'
import type { Database } from '../store/sql.ts'
import { findAnyRun } from '../store/tables/runs.ts'

/**
 * Brings a run back that was exported as JSON. A process of its own reads the file, under limits on memory and time, into a
 * store that is copied when it is complete. Returns its id.
 *
 * @throws UserError where the file is no such run, is larger than one may be, or the run is in the store already
 * @throws ImportStopped when the signal says so
 */
export async function importRunFile(
  { database, live }: Pick<RunServices, 'database' | 'live'>,
  file: string,
  options: AskOptions = {}
): Promise<string> {
  requireFile(file)
  requireWritable(database)
  const folder = mkdtempSync(join(tmpdir(), 'tandem-import-'))
  try {
    const store = join(folder, 'run.db')
    let run: string | null = null
    await askReadingProcess(
      { do: 'run', path: file, store },
      (part) => {
        if (part.type !== 'run') return
        refuseKnown(database, part.id)
        run = part.id
      },
      options
    )
    if (run === null) throw new Error('The process that reads files did not say which run it read')
    copyUnpacked(database, store, run)
    live.emit('changed', run)
    return run
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function copyUnpacked(database: Database, store: string, id: string): void {
  const unpacked = openForReading(store)
  try {
    const copy = database.transaction(() => {
      // Another process may have brought it since.
      refuseKnown(database, id)
      copyRun(unpacked, database, findAnyRun(unpacked, id)!.key, { anew: true })
    })
    copy.immediate()
  } finally {
    unpacked.close()
  }
}
