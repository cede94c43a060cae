import { splitNameOf } from '../../../shared/split-name.ts'
import { DownloadFailed } from './download-failed.ts'

/** One file to be fetched. */
export interface RemoteFile {
  readonly url: URL
  readonly fileName: string
}

export interface ModelUriOptions {
  /** The hub, `https://huggingface.co` unless tests or a mirror say otherwise. */
  readonly hub: URL
}

const HUB_URI = /^hf:([\w.-]+)\/([\w.-]+)\/([^#?]+\.gguf)(?:#([\w./-]+))?$/i
/** Letters of any script; nothing that a file system refuses or reads as a path. */
const FILE_NAME = /^[\p{L}\p{N}_][^\p{C}/\\<>:"|?*]*\.gguf$/iu
/** What most file systems take, in bytes, with room for the ending of a partial file's notes and lock. */
const LONGEST_NAME = 240
/** Addresses of this machine, where an unencrypted connection cannot be listened to. */
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Reads `hf:user/repo/file.gguf`, with `#revision` after it or without, or a web address. A split model's first part
 * stands for all its parts.
 *
 * @throws DownloadFailed
 */
export function parseModelUri(uri: string, { hub }: ModelUriOptions): readonly RemoteFile[] {
  const url = urlOf(uri.trim(), hub)
  requireSafe(url)
  const fileName = decodedName(url.pathname.split('/').at(-1) ?? '')
  if (!FILE_NAME.test(fileName) || Buffer.byteLength(fileName) > LONGEST_NAME) {
    throw new DownloadFailed('bad-address', `${uri} does not name a .gguf file.`)
  }
  const split = splitNameOf(fileName)
  if (split === null) return [{ url, fileName }]
  return split.names.map((part) => {
    const partUrl = new URL(url)
    partUrl.pathname = url.pathname.replace(/[^/]+$/, encodeURIComponent(part))
    return { url: partUrl, fileName: part }
  })
}

/** The text of a part of an address, in one form of its letters; nothing where it is none. */
function decodedName(part: string): string {
  try {
    return decodeURIComponent(part).normalize('NFC')
  } catch {
    return ''
  }
}

/** Throws where what is fetched could be replaced on its way. */
export function requireSafe(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.has(url.hostname))) return
  throw new DownloadFailed(
    'bad-address',
    `Only https addresses are fetched, not ${url.protocol}//.`
  )
}

function urlOf(uri: string, hub: URL): URL {
  const [, user, repository, file, revision] = HUB_URI.exec(uri) ?? []
  if (user !== undefined && file !== undefined) {
    const name = file.split('/').map(encodeURIComponent).join('/')
    const path = `${user}/${repository ?? ''}/resolve/${revision ?? 'main'}/${name}`
    return new URL(path, hub)
  }
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    throw new DownloadFailed(
      'bad-address',
      `${uri} is neither user/repository:Q4_K_M, hf:user/repository/file.gguf nor a web address.`
    )
  }
  // The page about a file on the hub, as it is copied from a browser.
  if (url.origin === hub.origin) url.pathname = url.pathname.replace('/blob/', '/resolve/')
  return url
}
