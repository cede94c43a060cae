import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import type { ModelOrigin } from '../../shared/model-library.ts'
import { findOllamaModels } from './find-ollama.ts'
import type { Place } from './places.ts'
import { walkFolder } from './walk-files.ts'

/** A model file that was found; of a split model, the first part. */
export interface FoundFile {
  readonly path: string
  readonly origin: ModelOrigin
  /** What its program calls it, where the file's name says nothing. */
  readonly title: string | null
  readonly expectedSha256: string | null
}

const LATER_PART = /-(?!00001)\d{5}-of-\d{5}\.gguf$/i

/** What a place holds. */
export interface FoundFiles {
  readonly found: readonly FoundFile[]
  /** Whether all of it was looked at: a folder may hold more files than a scan has time for. */
  readonly isWhole: boolean
}

/**
 * Lists the models of a place. Only reads; what cannot be read is left out.
 *
 * @param most files and folders that are looked at
 */
export function findFiles({ folder, origin, layout }: Place, most?: number): FoundFiles {
  switch (layout) {
    case 'files': {
      const { files, isWhole } = walkFolder(folder, most)
      const found = files.filter(isFirstPart).map((path) => ({
        path,
        origin,
        title: null,
        expectedSha256: origin === 'hugging-face' ? blobHash(path) : null
      }))
      return { found, isWhole }
    }
    case 'ollama':
      return { found: findOllamaModels(folder), isWhole: true }
  }
}

/** Whether it is a GGUF file; of a split model the first part alone. */
function isFirstPart(path: string): boolean {
  return path.toLowerCase().endsWith('.gguf') && !LATER_PART.test(path)
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
