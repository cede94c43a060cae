import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { deathRecordSchema, type DeathRecord } from '../engine/deaths/death-record.ts'
import { asUserError, isAbsent } from '../system-errors.ts'
import { replaceFile } from '../replace-file.ts'
import { requireFile } from '../require-file.ts'
import { UserError } from '../user-error.ts'
import {
  libraryEntrySchema,
  savedPairSchema,
  type LibraryEntry,
  type SavedPair
} from '../../shared/model-library.ts'

/** What the library remembers, wherever it is kept. */
export interface ModelRecords {
  list(): readonly LibraryEntry[]
  /** Adds the entries, or replaces those of the same id. */
  put(...entries: readonly LibraryEntry[]): void
  /** As `put`, for what a run finds out in passing: where nothing can be written, this process alone remembers it. */
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
  /** How often the inference process died on which models. */
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

const EMPTY: State = stateSchema.parse({ version: 1, models: [], pairs: [], folders: [] })

/**
 * Keeps the records in one JSON file. Each change replaces the file as a whole, so that a crash leaves the old one or
 * the new one; and each reads it first, so that two programs on one data directory see each other's changes.
 */
export function jsonRecords(path: string): ModelRecords {
  /** What could not be written, and why. */
  let unsaved: { readonly state: State; readonly refusal: UserError } | null = null

  function read(): State {
    if (unsaved !== null) return unsaved.state
    requireFile(path)
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (error) {
      if (isAbsent(error)) return EMPTY
      throw error
    }
    const state = stateSchema.safeParse(parseJson(text))
    if (state.success) return state.data
    throw new UserError(
      `The model library ${path} cannot be read.`,
      'Move the file away, and scan for models again.'
    )
  }
  function change(
    next: (state: State) => Partial<State>,
    inPassing: 'in passing' | null = null
  ): void {
    const before = read()
    const state = { ...before, ...next(before) }
    try {
      replaceFile(path, `${JSON.stringify(state, null, 1)}\n`)
      unsaved = null
    } catch (error) {
      const refusal = asUserError(error)
      if (!refusal) throw error
      if (!inPassing) {
        throw new UserError(
          `The model library cannot be written. ${refusal.message}`,
          'Let it be written there, or choose another data folder with --data-dir.'
        )
      }
      unsaved = { state, refusal }
    }
  }
  return {
    list: () => read().models,
    put: (...entries) => {
      change(({ models }) => ({ models: replaced(models, entries) }))
    },
    note: (...entries) => {
      change(({ models }) => ({ models: replaced(models, entries) }), 'in passing')
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
    deaths: () => read().deaths,
    changeDeaths: (next) => {
      change(({ deaths }) => ({ deaths: next(deaths) }), 'in passing')
    }
  }
}

function replaced<T extends { readonly id: string }>(all: readonly T[], by: readonly T[]): T[] {
  const ids = new Set(by.map(({ id }) => id))
  return [...all.filter(({ id }) => !ids.has(id)), ...by]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
