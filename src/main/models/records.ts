import { z } from 'zod'
import { failureText } from '../../shared/failure.ts'
import { deathRecordSchema, type DeathRecord } from '../engine/deaths/death-record.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import {
  libraryEntrySchema,
  savedPairSchema,
  type LibraryEntry,
  type SavedPair
} from '../../shared/model-library.ts'
import { keptDocument } from './kept-document.ts'

/** What the library remembers, wherever it is kept. */
export interface ModelRecords {
  list(): readonly LibraryEntry[]
  /**
   * As `list`, for what runs: where the records can only be left alone, such as those of a later version, it is what this
   * process has noted. Models that no record is needed of run all the same.
   */
  seen(): readonly LibraryEntry[]
  /** Adds the entries, or replaces those of the same id. */
  put(...entries: readonly LibraryEntry[]): void
  /** As `put`, for what a run finds out in passing: what cannot be written is remembered by this process alone. */
  note(...entries: readonly LibraryEntry[]): void
  remove(...ids: readonly string[]): void
  pairs(): readonly SavedPair[]
  putPair(pair: SavedPair): void
  removePair(id: string): void
  /** Folders of the user's that are scanned. */
  folders(): readonly string[]
  setFolders(folders: readonly string[]): void
  /** Whether anybody has looked for models yet. */
  scanned(): boolean
  /** The folders that held more at the last scan than was looked at. */
  cutFolders(): readonly string[]
  /** What a scan found. */
  putScan(scan: Scan, inPassing: 'in passing' | null): void
  /** Why what was noted in passing is not kept; null where it is. */
  unkept(): UserError | null
  /** How often the inference process died on which models, as `seen`. */
  deaths(): DeathRecord
  /** In passing, as `note`. */
  changeDeaths(next: (record: DeathRecord) => DeathRecord): void
}

/** What a scan says. */
export interface Scan {
  /** Entries that are new or have changed. */
  readonly found: readonly LibraryEntry[]
  /** Ids of those that are not there any more. */
  readonly gone: ReadonlySet<string>
  readonly cutFolders: readonly string[]
}

const stateSchema = z.looseObject({
  version: z.literal(1),
  models: z.array(libraryEntrySchema),
  pairs: z.array(savedPairSchema),
  folders: z.array(z.string()),
  scanned: z.boolean().default(false),
  cutFolders: z.array(z.string()).default([]),
  deaths: deathRecordSchema.default({})
})
type State = z.infer<typeof stateSchema>

/** What only a later version writes. */
const laterSchema = z.looseObject({ version: z.number().gt(1) })

const EMPTY: State = stateSchema.parse({ version: 1, models: [], pairs: [], folders: [] })

/** Keeps the records in one JSON file. */
export function jsonRecords(path: string): ModelRecords {
  const kept = keptDocument(path, {
    name: 'model library',
    anew: 'scan for models again',
    absent: EMPTY,
    parse: (stored) => stateSchema.parse(stored),
    isLater: (stored) => laterSchema.safeParse(stored).success
  })
  /** What could not be written, and why. */
  let unsaved: { readonly state: State; readonly refusal: UserError } | null = null

  /** What was noted in passing while the records could not even be read. */
  let noted = EMPTY
  let saidWhy = false

  const read = (): State => unsaved?.state ?? kept.read()
  /** Null where the records can only be left alone, which is said once. */
  function readInPassing(): State | null {
    try {
      return read()
    } catch (error) {
      const refusal = asUserError(error)
      if (!refusal) throw error
      if (!saidWhy) console.error(failureText(refusal))
      saidWhy = true
      return null
    }
  }
  function changeInPassing(next: (state: State) => Partial<State>): void {
    if (readInPassing() === null) noted = { ...noted, ...next(noted) }
    else change(next, 'in passing')
  }
  function change(
    next: (state: State) => Partial<State>,
    inPassing: 'in passing' | null = null
  ): void {
    const before = read()
    const state = { ...before, ...next(before) }
    try {
      kept.write(state)
      unsaved = null
    } catch (refusal) {
      if (!inPassing || !(refusal instanceof UserError)) throw refusal
      unsaved = { state, refusal }
    }
  }
  return {
    list: () => read().models,
    seen: () => (readInPassing() ?? noted).models,
    put: (...entries) => {
      change(({ models }) => ({ models: replaced(models, entries) }))
    },
    note: (...entries) => {
      changeInPassing(({ models }) => ({ models: replaced(models, entries) }))
    },
    remove: (...ids) => {
      change(({ models }) => ({ models: models.filter(({ id }) => !ids.includes(id)) }))
    },
    pairs: () => read().pairs,
    putPair: (pair) => {
      change(({ pairs }) => ({ pairs: replaced(pairs, [pair]) }))
    },
    removePair: (id) => {
      change(({ pairs }) => ({ pairs: pairs.filter((pair) => pair.id !== id) }))
    },
    folders: () => read().folders,
    setFolders: (folders) => {
      change(() => ({ folders: [...folders] }))
    },
    scanned: () => read().scanned,
    cutFolders: () => read().cutFolders,
    putScan: ({ found, gone, cutFolders }, inPassing) => {
      change(
        ({ models }) => ({
          models: replaced(
            models.filter(({ id }) => !gone.has(id)),
            found
          ),
          scanned: true,
          cutFolders: [...cutFolders]
        }),
        inPassing
      )
    },
    unkept: () => unsaved?.refusal ?? null,
    deaths: () => (readInPassing() ?? noted).deaths,
    changeDeaths: (next) => {
      changeInPassing(({ deaths }) => ({ deaths: next(deaths) }))
    }
  }
}

function replaced<T extends { readonly id: string }>(all: readonly T[], by: readonly T[]): T[] {
  const ids = new Set(by.map(({ id }) => id))
  return [...all.filter(({ id }) => !ids.has(id)), ...by]
}
