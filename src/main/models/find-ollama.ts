import { existsSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { z } from 'zod'
import type { FoundFile } from './find-files.ts'
import { readSmallJson } from './small-json.ts'
import { walkFolder } from './walk-files.ts'

/** Where manifests are: of newer versions beneath `manifests-v2`, as links to blobs; before beneath `manifests`. */
const TREES = ['manifests-v2', 'manifests']
/** Hosts that Ollama itself leaves out of a model's name. */
const OWN_HOSTS = ['registry.ollama.ai', 'ollama.com']
const WEIGHTS = 'application/vnd.ollama.image.model'

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })).nullish(),
  /** A list has one manifest for each runner, as blobs. */
  manifests: z.array(z.object({ digest: z.string() })).nullish()
})
type Manifest = z.infer<typeof manifestSchema>

/** Reads `<tree>/<host>/<namespace>/<model>/<tag>`, each of which names the blob with the weights. */
export function findOllamaModels(folder: string): readonly FoundFile[] {
  return TREES.flatMap((tree) => {
    const root = join(folder, tree)
    return walkFolder(root)
      .files.filter((path) => !basename(path).startsWith('.'))
      .flatMap((path) => {
        const manifest = readSmallJson(path, manifestSchema)
        return weightsOf(manifest, folder).map((blob): FoundFile => ({
          path: blob.path,
          origin: 'ollama',
          title: titleOf(path.slice(root.length + 1)),
          expectedSha256: blob.hash
        }))
      })
  })
}

interface Blob {
  readonly path: string
  readonly hash: string
}

function weightsOf(manifest: Manifest | null, folder: string): readonly Blob[] {
  const children = (manifest?.manifests ?? []).flatMap((child) => {
    const blob = blobOf(child.digest, folder)
    return blob === null ? [] : [readSmallJson(blob.path, manifestSchema)]
  })
  // A list within a list is nothing that Ollama writes.
  const layers = [manifest, ...children].flatMap((one) => one?.layers ?? [])
  const [weights] = layers.filter(({ mediaType }) => mediaType === WEIGHTS)
  const blob = weights === undefined ? null : blobOf(weights.digest, folder)
  return blob === null ? [] : [blob]
}

/** Early versions wrote a colon into the name of a blob. */
function blobOf(text: string, folder: string): Blob | null {
  const parsed = digest.safeParse(text)
  if (!parsed.success) return null
  const hash = parsed.data.slice('sha256:'.length)
  const path = [`sha256-${hash}`, `sha256:${hash}`]
    .map((name) => join(folder, 'blobs', name))
    .find(existsSync)
  return path === undefined ? null : { path, hash }
}

function titleOf(name: string): string {
  const [host = '', namespace = '', model = '', tag = ''] = name.split(sep)
  const shown = OWN_HOSTS.includes(host) ? [] : [host]
  const owner = shown.length === 0 && namespace === 'library' ? [] : [namespace]
  return `${[...shown, ...owner, model].join('/')}:${tag}`
}
