import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import type { ModelOrigin } from '../../shared/model-library.ts'
import { findOllamaModels } from './find-ollama.ts'
import type { Place } from './places.ts'
import { walkFiles } from './walk-files.ts'

/** A model file that was found; of a split model, the first part. */
export interface FoundFile {
  readonly path: string
  readonly origin: ModelOrigin
  /** What its program calls it, where the file's name says nothing. */
  readonly title: string | null
  readonly expectedSha256: string | null
}

const LATER_PART = /-(?!00001)\d{5}-of-\d{5}\.gguf$/i

/** Lists the models of a place. Only reads; what cannot be read is left out. */
export function findFiles(place: Place): readonly FoundFile[] {
  switch (place.layout) {
    case 'files':
      return findGgufFiles(place.folder).map((path) => ({
        path,
        origin: place.origin,
        title: null,
        expectedSha256: place.origin === 'hugging-face' ? blobHash(path) : null
      }))
    case 'ollama':
      return findOllamaModels(place.folder)
  }
}

/** Paths of all GGUF files below a folder; of a split model only the first part. */
function findGgufFiles(folder: string): readonly string[] {
  return walkFiles(folder).filter(
    (path) => path.toLowerCase().endsWith('.gguf') && !LATER_PART.test(path)
  )
}

/** The hub's cache stores files under their hash and links to them: the link's end is what the hub says of the file. */
function blobHash(path: string): string | null {
  const name = realPath(path)?.split(sep).at(-1) ?? ''
  return /^[0-9a-f]{64}$/.test(name) ? name : null
}

/** The path with all links followed, or null where it leads nowhere. */
export function realPath(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}
