import { protocol } from 'electron'
import { SECURITY_HEADERS } from '../content-security-policy.ts'
import { decodePath, readPageFile } from '../page-files.ts'

const SCHEME = 'app'
const HOST = 'tandem'

/** Where the window's page lives. */
export const PAGE_URL = `${SCHEME}://${HOST}/`

/** Whether an address belongs to the page. Node gives schemes of our own the origin "null", so parts are compared. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${SCHEME}:` && url.host === HOST
}

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** Serves the built page from its folder, and nothing else. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    if (!isOwnPage(url) || method !== 'GET') return new Response('Forbidden', { status: 403 })
    const path = decodePath(new URL(url).pathname)
    if (path === null) return new Response('Malformed', { status: 400 })
    const file = await readPageFile(folder, path)
    if (file === null) return new Response('Not found', { status: 404 })
    return new Response(file.body, { headers: { ...SECURITY_HEADERS, 'content-type': file.type } })
  })
}
