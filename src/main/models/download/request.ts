import { DownloadFailed } from './download-failed.ts'
import { UserError } from '../../user-error.ts'
import { requireSafe } from './model-uri.ts'
import { prepareNetwork } from '../../../inference/network.ts'

/** An answer to a request, redirects followed. */
export interface ServerAnswer {
  readonly response: Response
  readonly etag: string | null
  /** What the hub says of the file on the way to where it is stored. */
  readonly sha256: string | null
  readonly bytes: number | null
}

export interface RequestOptions {
  /** Byte to begin at. */
  readonly from: number
  /** The content that `from` is about: another one is sent from its beginning. */
  readonly etag: string | null
  readonly token: string | null
  /** The only place that gets the token. */
  readonly hub: URL
  readonly signal: AbortSignal
}

const MAX_REDIRECTS = 5

/** Asks for a file from a byte on. Redirects are followed here, so that the token goes to the hub and nowhere else. */
export async function askFor(address: URL, options: RequestOptions): Promise<ServerAnswer> {
  prepareNetwork()
  let url = address
  let sha256: string | null = null
  let bytes: number | null = null
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetch(url, {
      headers: headersFor(url, options),
      redirect: 'manual',
      signal: options.signal
    })
    sha256 ??= hashIn(response.headers.get('x-linked-etag'))
    bytes ??= sizeIn(response.headers.get('x-linked-size'))
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) {
      const etag = response.headers.get('etag')
      const total = totalOf(response)
      if (bytes !== null && total !== null && bytes !== total) {
        await response.body?.cancel()
        throw new DownloadFailed(
          'wrong-length',
          `${address.host} announces ${bytes} bytes and sends ${total}.`
        )
      }
      return { response, etag: strong(etag), sha256, bytes: bytes ?? total }
    }
    await response.body?.cancel()
    url = new URL(location, url)
    requireSafe(url)
  }
  throw new DownloadFailed('refused', `${address.host} redirects without end.`)
}

/**
 * What a token is shown with.
 *
 * @throws UserError for what no header can carry. What Node says of that quotes the token.
 */
export function bearer(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`
  throw new UserError(
    'The token of the hub has a space or a sign that no token has.',
    'Copy it again, and give it anew: HF_TOKEN, or in the window under Models.'
  )
}

function headersFor(url: URL, { from, etag, token, hub }: RequestOptions): Headers {
  const headers = new Headers({ 'accept-encoding': 'identity' })
  if (token !== null && url.origin === hub.origin) headers.set('authorization', bearer(token))
  if (from > 0 && etag !== null) {
    headers.set('range', `bytes=${from}-`)
    headers.set('if-range', etag)
  }
  return headers
}

/** A weak name stands for content that may differ in its bytes: no part of it can be asked for. */
function strong(etag: string | null): string | null {
  return etag?.startsWith('W/') === true ? null : etag
}

function hashIn(etag: string | null): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(etag ?? '')?.[1] ?? null
}

function sizeIn(text: string | null): number | null {
  return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null
}

/** Size of the whole file, from a whole or a partial answer. */
function totalOf({ status, headers }: Response): number | null {
  if (status === 206)
    return sizeIn(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? null)
  return status === 200 ? sizeIn(headers.get('content-length')) : null
}
