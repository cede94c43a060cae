import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DocumentKind, UnreadableDocument } from '../../shared/documents/document-kind.ts'
import { bytesText } from '../bytes-text.ts'
import { decodedText } from '../decoded-text.ts'
import { namesIn } from '../folder-names.ts'
import { replaceFile } from '../replace-file.ts'
import { requireFile } from '../require-file.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** Definitions have kilobytes. */
const MOST_BYTES = 2 ** 20
/** Windows keeps these for devices, whatever follows the dot; data folders move between systems. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** A definition, and whether it is the user's own. */
export interface Stored<T> {
  readonly definition: T
  readonly own: boolean
}

/** A file of the user's that holds no definition. */
export interface BrokenFile {
  readonly file: string
  readonly reason: string
}

/** Definitions of one kind, one a JSON file. */
export interface DefinitionCollection<T> {
  all(): Promise<readonly T[]>
  /** @param name An id, or the path of a JSON file. */
  one(name: string): Promise<T>
  /** With the user's own marked, and what of theirs cannot be read. */
  list(): Promise<{ readonly stored: readonly Stored<T>[]; readonly broken: readonly BrokenFile[] }>
  /** Keeps one of the user's own, in the place of one with its id. Throws where a bundled one has the id. */
  save(definition: T): Promise<void>
  /** Deletes one of the user's own. */
  remove(id: string): Promise<void>
}

export interface CollectionOptions<T> {
  /** Name of the folder, and of what is in it for people. */
  readonly kind: 'prompts' | 'strategies'
  readonly documents: DocumentKind<T>
  /** The folder of what comes with the program. */
  readonly bundled: string
  /** The user's data folder. */
  readonly own: string
}

export function collectionIn<T extends { readonly id: string }>(
  options: CollectionOptions<T>
): DefinitionCollection<T> {
  const { kind, documents } = options
  const ownFolder = join(options.own, kind)

  async function readBundled(): Promise<Stored<T>[]> {
    const files = jsonFiles(join(options.bundled, kind))
    const definitions = await Promise.all(files.map((file) => readDefinition(file, documents)))
    return definitions.map((definition) => ({ definition, own: false }))
  }

  /** One file that cannot be read does not hide the others. */
  async function readOwn() {
    const stored: (Stored<T> & { file: string })[] = []
    const broken: BrokenFile[] = []
    for (const file of jsonFiles(ownFolder)) {
      try {
        stored.push({ definition: await readDefinition(file, documents), own: true, file })
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        broken.push({ file, reason: error.message })
      }
    }
    return { stored, broken }
  }

  const collection: DefinitionCollection<T> = {
    async all() {
      return (await collection.list()).stored.map(({ definition }) => definition)
    },
    async list() {
      const own = await readOwn()
      const byId = new Map<string, Stored<T>>()
      for (const { definition, own: isOwn } of [...(await readBundled()), ...own.stored]) {
        byId.set(definition.id, { definition, own: isOwn })
      }
      return { stored: [...byId.values()], broken: own.broken }
    },
    async one(name) {
      if (name.endsWith('.json')) return readDefinition(name, documents)
      const { stored, broken } = await collection.list()
      const found = stored.find(({ definition }) => definition.id === name)
      if (found) return found.definition
      const unreadable = broken.find(({ file }) => basename(file) === `${name}.json`)
      if (unreadable) throw new UserError(unreadable.reason, `Correct ${unreadable.file}.`)
      throw new UserError(
        `There are no ${kind} called "${name}".`,
        `Known: ${stored.map(({ definition }) => definition.id).join(', ')}. A path that ends in .json is read as a file.`
      )
    },
    async save(definition) {
      const { id } = definition
      if (DEVICES.test(id)) {
        throw new UserError(
          `Windows keeps the name "${id}" for a device.`,
          'Save under another short name.'
        )
      }
      if ((await readBundled()).some((bundled) => bundled.definition.id === id)) {
        throw new UserError(
          `The ${kind} "${id}" come with Tandem and stay as they are.`,
          'Save yours under another short name.'
        )
      }
      const known = (await readOwn()).stored.find((own) => own.definition.id === id)
      if (documents.isLater(known?.definition)) {
        throw new UserError(
          `${basename(known!.file)} was written by a newer Tandem, and stays as it is.`,
          'Save under another short name, or update Tandem.'
        )
      }
      const file = known?.file ?? join(ownFolder, `${id}.json`)
      const content = `${JSON.stringify(documents.stamped(definition), null, 2)}\n`
      // Only a file that is known to hold this definition gives way to it.
      if (!known && existsSync(file)) {
        throw new UserError(
          `There is a file ${basename(file)} already, which holds something else.`,
          `Save under another short name, or move ${file} away.`
        )
      }
      try {
        replaceFile(file, content)
      } catch (error) {
        throw asUserError(error) ?? error
      }
    },
    async remove(id) {
      const known = (await readOwn()).stored.find((own) => own.definition.id === id)
      if (!known) throw new UserError(`There are no ${kind} of your own called "${id}".`)
      await rm(known.file)
    }
  }
  return collection
}

function jsonFiles(folder: string): string[] {
  return namesIn(folder, 'refused')
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
}

async function readDefinition<T>(file: string, documents: DocumentKind<T>): Promise<T> {
  const name = basename(file)
  let content: unknown
  requireFile(file)
  const { size } = await stat(file)
  if (size > MOST_BYTES) {
    throw new UserError(
      `${name} is larger than definitions are: it has ${bytesText(size)}, at most ${bytesText(MOST_BYTES)} are read.`,
      `Check ${file}.`
    )
  }
  try {
    content = JSON.parse(decodedText(await readFile(file), 'it'))
  } catch (error) {
    const refusal = asUserError(error)
    if (refusal) throw new UserError(`${name} cannot be read: ${refusal.message}`, refusal.hint)
    if (!(error instanceof SyntaxError)) throw error
    // The parser's own words quote the file, which may be a link to another one.
    const [place] = /at position \d+/.exec(error.message) ?? ['']
    throw new UserError(
      `${name} is not JSON${place && `: it breaks off ${place}`}.`,
      `Check ${file}.`
    )
  }
  try {
    return documents.read(content)
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error
    throw new UserError(`${name} is not valid: ${error.details}.`, `Correct ${file}.`)
  }
}
