import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Decides who may come in: the browser that was given the address, from the page's own origin, and nobody else. */
export class Entrance {
  readonly #token = randomBytes(32).toString('base64url')
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

  /** The address that lets a browser in. */
  get invitation(): string {
    return `${this.origin}/?token=${this.#token}`
  }

  /** Given in exchange for the token: the page's scripts cannot read it, other sites cannot send it. */
  get cookie(): string {
    return `${this.#cookieName}=${this.#token}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Whether a request names this server and comes from its own page. Names of other hosts are rebound DNS. */
  isOwn({ headers }: IncomingMessage, { originNeeded }: { originNeeded: boolean }): boolean {
    if (headers.host !== this.#host) return false
    return headers.origin === undefined ? !originNeeded : headers.origin === this.origin
  }

  hasToken(url: URL): boolean {
    return this.#matches(url.searchParams.get('token'))
  }

  hasCookie({ headers }: IncomingMessage): boolean {
    const prefix = `${this.#cookieName}=`
    const cookies = (headers.cookie ?? '').split('; ')
    const own = cookies.find((cookie) => cookie.startsWith(prefix))
    return this.#matches(own?.slice(prefix.length) ?? null)
  }

  #matches(token: string | null): boolean {
    if (token?.length !== this.#token.length) return false
    return timingSafeEqual(Buffer.from(token), Buffer.from(this.#token))
  }
}
