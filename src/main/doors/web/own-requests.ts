import type { IncomingMessage } from 'node:http'

/**
 * Whether a request names one of these hosts, and comes from a page of that very host where a page sent it. Names of
 * other hosts are rebound DNS; other origins are pages of other sites.
 *
 * @param originNeeded whether only pages may ask.
 */
export function isToAndFrom(
  { headers: { host, origin } }: Pick<IncomingMessage, 'headers'>,
  hosts: readonly string[],
  { originNeeded }: { readonly originNeeded: boolean }
): boolean {
  if (host === undefined || !hosts.includes(host)) return false
  return origin === undefined ? !originNeeded : origin === `http://${host}`
}
