import { DownloadFailed } from './download-failed.ts'
import type { RemoteFile } from './model-uri.ts'
import { Passing } from './patience.ts'
import type { ServerAnswer } from './request.ts'

/**
 * Refuses an answer that is not the file's content.
 *
 * @throws DownloadFailed, or Passing where a later attempt may go well
 */
export async function requireContent(
  { response }: ServerAnswer,
  { url, fileName }: RemoteFile,
  token: string | null
): Promise<void> {
  const { status } = response
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '')
  if ((status === 200 || status === 206) && !isPage) return
  await response.body?.cancel()
  switch (status) {
    case 200:
    case 206:
      throw new DownloadFailed(
        'refused',
        `${url.host} sends a web page instead of ${fileName}: it may want you to log in, or the address is that of a page.`
      )
    case 401:
    case 403:
      throw new DownloadFailed(
        'needs-token',
        token === null
          ? `${url.host} wants a token for ${fileName}. Accept its licence there, and set a token (HF_TOKEN).`
          : `${url.host} does not let this token have ${fileName}. Accept its licence there, or use another token.`
      )
    case 404:
    case 410:
      throw new DownloadFailed('not-found', `There is no ${fileName} at ${url.host}.`)
    case 416:
      throw new DownloadFailed(
        'wrong-length',
        `${url.host} has less of ${fileName} than was received. Remove the download, and begin again.`
      )
    case 429:
      throw new Passing(
        new DownloadFailed('busy', `${url.host} has had too many requests. Try again later.`),
        waitIn(response.headers.get('retry-after'))
      )
  }
  const failure = new DownloadFailed('refused', `${url.host} answers ${status} for ${fileName}.`)
  throw status >= 500 ? new Passing(failure) : failure
}

/** Milliseconds that a server asks to wait: it says seconds, or a date. */
function waitIn(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}

/** The byte that an answer begins with: a server that knows no ranges, or has other content, begins anew. */
export function startOf(response: Response, asked: number): number {
  if (response.status === 200) return 0
  const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]
  if (from !== undefined && Number(from) === asked) return asked
  throw new Passing(
    new DownloadFailed('refused', 'The server sent another part than was asked for.')
  )
}
