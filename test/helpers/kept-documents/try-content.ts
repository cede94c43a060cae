import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { IN_DATA } from '../../../src/main/data-directory.ts'
import { asUserError } from '../../../src/main/system-errors.ts'
import type { HostileContent } from './hostile-contents.ts'
import { isStillLater } from './hostile-contents.ts'
import type { TriedDocument } from './kept-documents.ts'

/** Something else in the place of a document's file. */
export const OTHER_THINGS: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(path),
  'a named pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to a named pipe': (path) => {
    execFileSync('mkfifo', [`${path}.pipe`])
    symlinkSync(`${path}.pipe`, path)
  },
  'a link to itself': (path) => symlinkSync(path, path),
  'a file of gigabytes': (path) => {
    writeFileSync(path, '')
    truncateSync(path, 5e9)
  }
}

/** What lies in a data folder: files by their paths, settings of its store by their keys. */
type Contents = ReadonlyMap<string, Buffer>

function contentsOf(data: string, { setting }: TriedDocument): Contents {
  if (setting === undefined) {
    const files = readdirSync(data, { recursive: true, withFileTypes: true })
    return new Map(
      files
        .filter((one) => one.isFile() && !one.name.startsWith(`${IN_DATA.store}-`))
        .map(({ parentPath, name }) => join(parentPath, name))
        .filter((path) => statSync(path).size < 1e9)
        .map((path) => [path, readFileSync(path)])
    )
  }
  return onSettings(data, (database) => {
    const rows = database
      .prepare<[], { key: string; value: string }>('SELECT * FROM settings')
      .all()
    return new Map(rows.map(({ key, value }) => [key, Buffer.from(value)]))
  })
}

function onSettings<T>(data: string, use: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(join(data, IN_DATA.store))
  try {
    return use(database)
  } finally {
    database.close()
  }
}

/** Does something with a data folder that goes afterwards. */
export async function withDataFolder<T>(use: (data: string) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'tandem-documents-'))
  try {
    return await use(data)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** Makes a document as the program does; returns what it is called, relative to the folder, and what it holds. */
export function soundOf(document: TriedDocument): Promise<readonly [place: string, sound: Buffer]> {
  return withDataFolder(async (data) => {
    await document.change(data)
    const made = [...contentsOf(data, document)].filter(([place]) => !place.endsWith(IN_DATA.store))
    const [[place, sound] = fail('It made nothing.')] = made
    return [document.setting ?? place.slice(data.length + 1), sound]
  })
}

function fail(message: string): never {
  throw new Error(message)
}

/**
 * Lets the program read and change a document that holds something hostile.
 *
 * @returns what is wrong with how it took that: it had no words for it, or something is lost; null where nothing is.
 */
export function tryContent(
  document: TriedDocument,
  place: string,
  { content, by }: Pick<HostileContent, 'content' | 'by'>
): Promise<string | null> {
  return withDataFolder(async (data) => {
    const there = document.setting ?? join(data, place)
    if (!(await put(data, document, there, content))) return null
    const fault = (await useAll(document, data)) ?? null
    if (fault !== null || document.isReplaceable) return fault
    const after = contentsOf(data, document)
    // Nothing at all is no loss.
    if (
      by === 'unreadable' &&
      content.length > 0 &&
      ![...after.values()].some((one) => one.equals(content))
    ) {
      return 'it was replaced, and is nowhere'
    }
    if (
      by === 'later' &&
      document.hasVersion &&
      !isStillLater(after.get(there) ?? Buffer.alloc(0))
    ) {
      return 'what a later version wrote was not left alone'
    }
    return null
  })
}

/** As `tryContent`, with something that is no document at all. */
export function tryThing(
  document: TriedDocument,
  place: string,
  make: (path: string) => void
): Promise<string | null> {
  return withDataFolder(async (data) => {
    const path = join(data, place)
    mkdirSync(dirname(path), { recursive: true })
    make(path)
    return useAll(document, data)
  })
}

/** The bytes of stores that have a document as a setting, by its key. */
const stores: Record<string, Promise<Buffer>> = {}

function storeWith(document: TriedDocument): Promise<Buffer> {
  return withDataFolder(async (data) => {
    await document.change(data)
    return readFileSync(join(data, IN_DATA.store))
  })
}

/** A store takes nothing as a setting that is not JSON: such contents are not to be tried on it. */
async function put(
  data: string,
  document: TriedDocument,
  place: string,
  content: Buffer
): Promise<boolean> {
  if (document.setting === undefined) {
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, content)
    return true
  }
  const store = join(data, IN_DATA.store)
  writeFileSync(store, await (stores[document.setting] ??= storeWith(document)))
  return onSettings(data, (database) => {
    try {
      database.prepare('UPDATE settings SET value = ? WHERE key = ?').run(content.toString(), place)
      return true
    } catch {
      return false
    }
  })
}

/** Read before and after a change, as a program that stays open does. */
async function useAll({ read, change }: TriedDocument, data: string): Promise<string | null> {
  for (const use of [read, change, read]) {
    try {
      await use(data)
    } catch (error) {
      if (asUserError(error) === null) return String(error instanceof Error ? error.stack : error)
    }
  }
  return null
}
