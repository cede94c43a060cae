import { z } from 'zod'
import { DownloadFailed } from './download-failed.ts'
import { bearer } from './request.ts'
import { causeOfFailure, prepareNetwork, throughProxy } from '../../../inference/network.ts'

/** `user/repository:QUANTISATION`, as llama.cpp and Ollama take it; without one, Q4_K_M is looked for. */
const SHORTHAND = /^(?:hf:|hf\.co\/)?([\w.-]+\/[\w.-]+?)(?::([\w.-]+))?$/
const USUAL = 'Q4_K_M'
/** The hub answers in a second or not at all. */
const PATIENCE_MS = 30_000
const LATER_PART = /-(?!00001)\d{5}-of-\d{5}\.gguf$/i

const repositorySchema = z.object({
  siblings: z.array(z.object({ rfilename: z.string() }))
})

interface HubAccess {
  readonly hub: URL
  readonly token: string | null
  readonly signal: AbortSignal
}

/**
 * The `hf:user/repository/file.gguf` that a shorthand means; anything else as it is. The hub is asked what is in the
 * repository.
 *
 * @throws DownloadFailed where there is none of the kind, naming those that there are.
 */
export async function resolveShorthand(uri: string, access: HubAccess): Promise<string> {
  const [, repository, wanted] = SHORTHAND.exec(uri.trim()) ?? []
  if (repository === undefined || /\.gguf$/i.test(repository)) return uri
  const files = (await filesOf(repository, access)).filter(
    (name) => /\.gguf$/i.test(name) && !/(^|[-_/.])mmproj/i.test(name) && !LATER_PART.test(name)
  )
  const found =
    files.length === 1 && wanted === undefined ? files : matching(files, wanted ?? USUAL)
  const [file] = found
  if (file !== undefined) return `hf:${repository}/${file}`
  throw new DownloadFailed(
    'not-found',
    files.length === 0
      ? `${repository} has no .gguf files. Look for a repository whose name ends in GGUF.`
      : `${repository} has no ${wanted ?? USUAL}. It has: ${files.slice(0, 20).join(', ')}.`
  )
}

/** Files of a quantisation, the one with the shortest name first. */
function matching(files: readonly string[], quantisation: string): string[] {
  const letters = quantisation.replace(/\.gguf$/i, '').replaceAll('.', '\\.')
  const pattern = new RegExp(`(^|[-._/])${letters}([-._/]|$)`, 'i')
  return files.filter((name) => pattern.test(name)).sort((a, b) => a.length - b.length)
}

async function filesOf(
  repository: string,
  { hub, token, signal }: HubAccess
): Promise<readonly string[]> {
  prepareNetwork()
  const url = new URL(`/api/models/${repository}`, hub)
  let response: Response
  try {
    response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      headers: token === null ? {} : { authorization: bearer(token) }
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new DownloadFailed(
        'too-slow',
        `${hub.host} does not answer: try again later, or name the file (hf:${repository}/FILE.gguf).`
      )
    }
    if (!(error instanceof TypeError)) throw error
    throw new DownloadFailed(
      'unreachable',
      `The connection to ${hub.host}${throughProxy(hub)} fails${causeOfFailure(error)}.`,
      { cause: error }
    )
  }
  if (response.status === 401 || response.status === 403 || response.status === 404) {
    await response.body?.cancel()
    throw new DownloadFailed(
      'not-found',
      `There is no ${repository} at ${hub.host}, or it wants a token (HF_TOKEN).`
    )
  }
  const listed = repositorySchema.safeParse(await response.json().catch(() => null))
  if (!listed.success) {
    throw new DownloadFailed('refused', `${hub.host} does not say what is in ${repository}.`)
  }
  return listed.data.siblings.map(({ rfilename }) => rfilename)
}
