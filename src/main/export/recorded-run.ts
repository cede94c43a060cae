import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resourcesDirectory } from '../resources-directory.ts'
import { openInMemory } from '../store/database.ts'
import type { Database } from '../store/sql.ts'
import { importRun } from './import-run.ts'

/** A store in memory with the run that comes with Tandem, an export like any other. */
export function openRecordedRun(): Database {
  const database = openInMemory()
  const file = join(resourcesDirectory(), 'recorded-run.json')
  importRun(database, JSON.parse(readFileSync(file, 'utf8')), { isRecording: true })
  return database
}
