import type { IncomingMessage } from 'node:http'
import { isToAndFrom } from './own-requests.ts'
import { Secret } from './secret.ts'

/**
 * Decides who may come in: the browser that was given the address, from the page's own origin, and nobody else. An
 * address lets one browser in. What that browser then holds is forgotten when either of the two ends.
 */
export class Entrance {
  readonly #session = new Secret()
  #invitation = new Secret()
  readonly #host: string
  readonly #cookieName: string

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`
    // Cookies ignore ports: two programs on one machine need two names.
    this.#cookieName = `tandem-${port}`
  }

  get origin(): string {
    return `http://${this.#host}`
  }

  /** The address that lets the next browser in. */
  get invitation(): string {
    return `${this.origin}/?token=${this.#invitation.text}`
  }

  /** Given in exchange for the token: the page's scripts cannot read it, other sites cannot send it. */
  get cookie(): string {
    return `${this.#cookieName}=${this.#session.text}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Whether a request names this server and comes from its own page. */
  isOwn(request: IncomingMessage, { originNeeded }: { originNeeded: boolean }): boolean {
    return isToAndFrom(request, [this.#host], { originNeeded })
  }

  /** Whether an address is the invitation. It is then used up: what is left of it in a history opens nothing. */
  redeem(url: URL): boolean {
    if (!this.#invitation.is(url.searchParams.get('token'))) return false
    this.#invitation = new Secret()
    return true
  }

  hasCookie({ headers }: IncomingMessage): boolean {
    const prefix = `${this.#cookieName}=`
    const cookies = (headers.cookie ?? '').split('; ')
    const own = cookies.find((cookie) => cookie.startsWith(prefix))
    return this.#session.is(own?.slice(prefix.length))
  }
}
