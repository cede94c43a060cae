import { statSync } from 'node:fs'
import { failureText } from '../../../shared/failure.ts'
import { asUserError } from '../../system-errors.ts'
import { backUp } from './back-up.ts'
import { isBackupDue, isPast, listBackups, rotate } from './backup-list.ts'

/**
 * Makes the backup of the day, where there is none yet and something was written since the last one, and removes what
 * it makes superfluous.
 *
 * @returns what to tell the user where that did not work; null where all is well.
 */
export async function backUpDaily(store: string, now: Date): Promise<string | null> {
  const backups = listBackups(store)
  const newest = backups.find((one) => isPast(one, now))
  if (!isBackupDue(backups, now) || !isChangedSince(store, newest?.made ?? null)) return null
  try {
    await backUp(store, now, 'daily')
    rotate(store, now)
    return null
  } catch (error) {
    const refusal = asUserError(error, store)
    if (!refusal) throw error
    return failureText(refusal)
  }
}

function isChangedSince(store: string, backup: Date | null): boolean {
  const files = [store, `${store}-wal`].flatMap((path) => {
    const file = statSync(path, { throwIfNoEntry: false })
    return file && file.size > 0 ? [file] : []
  })
  return backup === null || files.some(({ mtimeMs }) => mtimeMs >= backup.getTime())
}
