import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { z } from 'zod'
import type { ModelOrigin } from '../../shared/model-library.ts'
import type { Place } from './places.ts'

/** A model file that was found; of a split model, the first part. */
export interface FoundFile {
  readonly path: string
  readonly origin: ModelOrigin
  /** What its program calls it, where the file's name says nothing. */
  readonly title: string | null
  readonly expectedSha256: string | null
}

const MAX_DEPTH = 10
/** Somebody will point at the root of a disk. */
const MAX_ENTRIES = 200_000
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
  return walk(folder).filter(
    (path) => path.toLowerCase().endsWith('.gguf') && !LATER_PART.test(path)
  )
}

/** The hub's cache stores files under their hash and links to them: the link's end is what the hub says of the file. */
function blobHash(path: string): string | null {
  const name = realPath(path)?.split(sep).at(-1) ?? ''
  return /^[0-9a-f]{64}$/.test(name) ? name : null
}

const manifestSchema = z.object({
  layers: z.array(
    z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })
  )
})

/** Reads `manifests/<host>/<namespace>/<model>/<tag>`, each of which names the blob with the weights. */
function findOllamaModels(folder: string): readonly FoundFile[] {
  const manifests = join(folder, 'manifests')
  return walk(manifests).flatMap((path): FoundFile[] => {
    const weights = manifestAt(path)?.layers.find(
      ({ mediaType }) => mediaType === 'application/vnd.ollama.image.model'
    )
    if (weights === undefined) return []
    const hash = weights.digest.slice('sha256:'.length)
    const blob = join(folder, 'blobs', `sha256-${hash}`)
    if (statSync(blob, { throwIfNoEntry: false }) === undefined) return []
    const [, namespace, model, tag] = path.slice(manifests.length + 1).split(sep)
    const owner = namespace === 'library' ? '' : `${namespace ?? ''}/`
    const title = `${owner}${model ?? ''}:${tag ?? ''}`
    return [{ path: blob, origin: 'ollama', title, expectedSha256: hash }]
  })
}

const MAX_MANIFEST_BYTES = 1 << 20

function manifestAt(path: string): z.infer<typeof manifestSchema> | null {
  try {
    if (statSync(path).size > MAX_MANIFEST_BYTES) return null
    const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return manifest.success ? manifest.data : null
  } catch {
    return null
  }
}

/** Every file below a folder, through links to files but not to folders, which may lead in circles. */
function walk(folder: string): readonly string[] {
  const files: string[] = []
  let seen = 0
  function visit(at: string, depth: number): void {
    if (depth > MAX_DEPTH || seen > MAX_ENTRIES) return
    let entries
    try {
      entries = readdirSync(at, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      seen++
      const path = join(at, entry.name)
      if (entry.isDirectory()) visit(path, depth + 1)
      else if (entry.isFile() || (entry.isSymbolicLink() && isFile(path))) files.push(path)
    }
  }
  visit(folder, 0)
  return files
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The path with all links followed, or null where it leads nowhere. */
export function realPath(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}
