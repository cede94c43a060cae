import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { namesIn } from '../../folder-names.ts'
import { readSmallFile } from '../../read-small-file.ts'
import { replaceFile } from '../../replace-file.ts'

const partialSchema = z.strictObject({
  /** What the user asked for, to go on after a restart. */
  uri: z.string(),
  fileName: z.string(),
  /** The server's name for the content; null where it gives none, and then nothing can be resumed. */
  etag: z.string().nullable(),
  bytes: z.int().nonnegative().nullable(),
  sha256: z.string().nullable()
})
export type PartialNotes = z.infer<typeof partialSchema>

const NOTES = '.part.json'

/** A file on its way: its bytes so far in `name.gguf.part`, and what they are part of in `name.gguf.part.json`. */
export interface PartialFile {
  readonly path: string
  readonly finalPath: string
  /** Bytes that are there. */
  size(): number
  read(): PartialNotes | null
  write(partial: PartialNotes): void
  discard(): void
}

export function partialFile(folder: string, fileName: string): PartialFile {
  const finalPath = join(folder, fileName)
  const path = `${finalPath}.part`
  const notes = finalPath + NOTES
  return {
    path,
    finalPath,
    size: () => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    read: () => readNotes(notes),
    write: (partial) => {
      // An address may carry a key.
      replaceFile(notes, JSON.stringify(partial), 0o600)
    },
    discard() {
      rmSync(path, { force: true })
      rmSync(notes, { force: true })
    }
  }
}

/** Downloads that were begun in a folder and not finished. */
export function unfinishedIn(
  folder: string
): readonly (PartialNotes & { readonly received: number })[] {
  return namesIn(folder, 'empty')
    .filter((name) => name.endsWith(`.gguf${NOTES}`))
    .flatMap((name) => {
      const notes = readNotes(join(folder, name))
      if (notes === null) return []
      // By its own name: the one that stands in it may lead anywhere.
      const fileName = name.slice(0, -NOTES.length)
      return [{ ...notes, fileName, received: partialFile(folder, fileName).size() }]
    })
}

function readNotes(path: string): PartialNotes | null {
  try {
    const notes = partialSchema.safeParse(JSON.parse(readSmallFile(path)))
    return notes.success ? notes.data : null
  } catch {
    return null
  }
}
