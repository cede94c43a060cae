import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { namesIn } from '../folder-names.ts'
import { readSmallFile } from '../read-small-file.ts'
import { replaceFile } from '../replace-file.ts'
import { setAsideFile } from '../set-aside-file.ts'

const count = z.int().nonnegative()

/** A store that was found damaged, and what became of it. */
const incidentSchema = z.looseObject({
  /** When it was found, as ISO 8601. */
  at: z.string(),
  /** Where the damaged file is now; null where there was none any more. */
  aside: z.string().nullable(),
  /** What was saved of it into the new store; null where nothing was. */
  saved: z
    .object({
      runs: count,
      attempts: count,
      sets: count,
      /** Attempts that count as cut off, since they were not whole. */
      cutAttempts: count,
      lostProblems: count,
      pages: z.object({ expected: count, there: count })
    })
    .nullable(),
  /** When a person said that they know; null until then. */
  acknowledged: z.string().nullable()
})
export type Incident = z.infer<typeof incidentSchema>

/**
 * All incidents of a store, the oldest first. A damaged file that an earlier version set aside without a word is one
 * of them.
 */
export function listIncidents(store: string): readonly Incident[] {
  const noted = readNotes(store) ?? []
  const known = new Set(noted.map(({ aside }) => aside))
  const unnoted = damagedFiles(store)
    .filter((aside) => !known.has(aside))
    .map((aside) => ({ at: timeIn(aside), aside, saved: null, acknowledged: null }))
  return [...noted, ...unnoted].sort((a, b) => a.at.localeCompare(b.at))
}

/** Those that nobody has acknowledged. */
export function openIncidents(store: string): readonly Incident[] {
  return listIncidents(store).filter(({ acknowledged }) => acknowledged === null)
}

/** Writes an incident down, before anything of the damaged store is moved. */
export function noteIncident(store: string, incident: Incident): void {
  const others = listIncidents(store).filter(
    ({ aside }) => aside === null || aside !== incident.aside
  )
  write(store, [...others, incident])
}

/** Acknowledges every incident. Returns how many there were. */
export function acknowledgeIncidents(store: string, now: Date): number {
  const all = listIncidents(store)
  const open = all.filter(({ acknowledged }) => acknowledged === null).length
  if (open > 0) {
    write(
      store,
      all.map((one) => ({ ...one, acknowledged: one.acknowledged ?? now.toISOString() }))
    )
  }
  return open
}

/** What happened, in sentences. */
export function incidentText({ at, aside, saved }: Incident): string {
  const when = at.slice(0, 16).replace('T', ' ')
  if (aside === null) {
    return `The store was gone, or empty, on ${when} UTC, though there had been one. A new, empty one was begun.`
  }
  const found = `The store was found damaged on ${when} UTC. The damaged file was set aside, unchanged: ${aside}.`
  if (saved === null) return `${found} Nothing was saved of it.`
  const { runs, attempts, sets, cutAttempts, lostProblems, pages } = saved
  return [
    found,
    `${pages.there} of its ${pages.expected} pages were there; saved of it: ${runs} runs with ${attempts} attempts, and ${sets} problem sets.`,
    ...(cutAttempts > 0
      ? [`${cutAttempts} of the attempts were not whole and count as cut off: resume their runs.`]
      : []),
    ...(lostProblems > 0 ? [`The text of ${lostProblems} problems is lost.`] : [])
  ].join(' ')
}

/** What a person can do about an incident, for the terminal. */
export const INCIDENT_ADVICE =
  'See the backups with: tandem restore. Go back to one with: tandem restore BACKUP. ' +
  'Until you say that you know, every command ends with 1: tandem store acknowledge'

function notesOf(store: string): string {
  return `${store}.incidents.json`
}

/** Null where there are none that can be read: the files that were set aside tell of themselves. */
function readNotes(store: string): Incident[] | null {
  try {
    return z.array(incidentSchema).parse(JSON.parse(readSmallFile(notesOf(store))))
  } catch {
    return null
  }
}

function write(store: string, incidents: readonly Incident[]): void {
  const notes = notesOf(store)
  if (existsSync(notes) && readNotes(store) === null) setAsideFile(notes, 'notes of damaged stores')
  replaceFile(notes, `${JSON.stringify(incidents, null, 1)}\n`)
}

/** Files beside the store that were set aside: `tandem.db.damaged-TIME`, numbered where there are more of one second. */
function damagedFiles(store: string): string[] {
  const folder = dirname(store)
  return namesIn(folder, 'empty')
    .filter((name) => name.startsWith(basename(store)) && DAMAGED.test(name))
    .map((name) => join(folder, name))
}

const DAMAGED = /(?:-\d+)?\.damaged-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)$/

function timeIn(path: string): string {
  const [, day, hour, minute, second] = DAMAGED.exec(path)!
  return `${day!}T${hour!}:${minute!}:${second!}.000Z`
}
