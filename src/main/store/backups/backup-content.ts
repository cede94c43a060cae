import Sqlite from 'better-sqlite3'
import { NewerDatabase } from '../errors.ts'
import { migrations } from '../migrations/all.ts'
import { APPLICATION_ID } from '../sql.ts'

/** What a backup holds, or why it is of no use. */
export type BackupContent =
  | { readonly runs: number; readonly attempts: number; readonly sets: number }
  | { readonly unusable: string }

/** Looks into a backup without changing it, page by page. */
export function contentOfBackup(path: string): BackupContent {
  let database: Sqlite.Database
  try {
    database = new Sqlite(path, { readonly: true, fileMustExist: true })
  } catch {
    return { unusable: 'it cannot be opened.' }
  }
  try {
    const single = (pragma: string) => database.pragma(pragma, { simple: true })
    if (single('application_id') !== APPLICATION_ID)
      return { unusable: 'it is not one of Tandem’s.' }
    const version = single('user_version') as number
    const known = migrations.at(-1)!.version
    if (version > known) return { unusable: new NewerDatabase(path, version, known).message }
    if (single('quick_check(1)') !== 'ok') return { unusable: 'it is damaged.' }
    const rows = (table: string) =>
      database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!
    return { runs: rows('runs'), attempts: rows('attempts'), sets: rows('problem_sets') }
  } catch {
    return { unusable: 'it is damaged.' }
  } finally {
    database.close()
  }
}
