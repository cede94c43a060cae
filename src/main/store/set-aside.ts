import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { alone, aloneWhile } from './alone.ts'
import { askStoreProcess } from './ask-store-process.ts'
import { timestamp, unused } from './file-names.ts'
import { type Incident, noteIncident } from './incidents.ts'
import { removeStore, saveInto } from './salvage/save-into.ts'

/**
 * Puts a new store in the place of a damaged one: with all that can be read of it, or empty where that is nothing. The
 * damaged file and its log stay beside it, as they are. The old store is in its place until the new one is complete. Where
 * there is nothing but a log, what that holds is saved.
 *
 * @param isDamaged asked again once no other process is at it, which may have mended it meanwhile.
 * @returns null where another process did it.
 */
export function setAside(store: string, now: Date, isDamaged: () => boolean): Incident | null {
  return alone(store, () =>
    isDamaged() ? replace(store, now, saveInto(freshOf(store), store)) : null
  )
}

/**
 * As `setAside`, for a person who may stop it: then the store is as it was, and nothing is left beside it.
 *
 * @throws the signal's reason
 */
export function setAsideUnlessStopped(
  store: string,
  now: Date,
  isDamaged: () => boolean,
  signal: AbortSignal
): Promise<Incident | null> {
  return aloneWhile(store, signal, async () => {
    if (!isDamaged()) return null
    const fresh = freshOf(store)
    try {
      const saved = await askStoreProcess({ do: 'save', store, fresh }, signal)
      // From here on nothing is waited for: no moment is left at which the store could stay away.
      return replace(store, now, saved)
    } finally {
      removeStore(fresh)
    }
  })
}

function freshOf(store: string): string {
  return `${store}.new`
}

function replace(store: string, now: Date, saved: Incident['saved']): Incident {
  const aside = unused(`${store}.damaged-${timestamp(now)}`)
  linkOrCopy(store, aside)
  if (existsSync(`${store}-wal`)) linkOrCopy(`${store}-wal`, `${aside}-wal`)
  const incident = { at: now.toISOString(), aside, saved, acknowledged: null }
  noteIncident(store, incident)
  // The log belongs to the damaged file: applied to a new one it would damage that too.
  for (const suffix of ['-wal', '-shm']) rmSync(store + suffix, { force: true })
  renameSync(freshOf(store), store)
  return incident
}

/** A second name costs no room; some disks know none. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
