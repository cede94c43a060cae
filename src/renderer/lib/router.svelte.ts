import type { Query } from './query.ts'
import { SCREENS, type Screen } from './screens.ts'

interface Route {
  /** Null where the address names no screen. */
  readonly screen: Screen | null
  readonly rest: readonly string[]
  /** What follows the "?": how the place is looked at. */
  readonly query: Query
}

/** What is typed reaches the address when it pauses: browsers refuse too many changes. */
const TYPING_MS = 250

function parse(hash: string): Route {
  const [path = '', ...more] = hash.replace(/^#\/?/, '').split('?')
  const query = Object.fromEntries(new URLSearchParams(more.join('?')))
  if (path === '') return { screen: 'solve', rest: [], query }
  try {
    const [first, ...rest] = path.replace(/\/+$/, '').split('/').map(decodeURIComponent)
    return { screen: SCREENS.find((id) => id === first) ?? null, rest, query }
  } catch {
    return { screen: null, rest: [], query }
  }
}

/** Where the window is: `#/history/RUN/ATTEMPT`, `#/history?text=apples`. Back and forward work as in any page. */
class Router {
  #hash = $state(location.hash)
  #route = $state.raw(parse(this.#hash))
  /** How each screen was looked at last, to come back to. */
  #left: Readonly<Partial<Record<Screen, Query>>> = $state.raw({})
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor() {
    addEventListener('hashchange', () => this.#follow())
  }

  /** Takes over the address; one that is known already changes nothing, and nobody reads again because of it. */
  #follow(): void {
    if (location.hash === this.#hash) return
    this.#stopTyping()
    this.#hash = location.hash
    this.#take(parse(this.#hash))
  }

  #take(route: Route): void {
    this.#route = route
    const { screen, rest, query } = route
    if (screen !== null && rest.length === 0) this.#left = { ...this.#left, [screen]: query }
  }

  /** All of it, as it stands in the address. */
  get address(): string {
    return this.#hash
  }

  get screen(): Screen | null {
    return this.#route.screen
  }

  /** What follows the screen's name. */
  get rest(): readonly string[] {
    return this.#route.rest
  }

  get query(): Query {
    return this.#route.query
  }

  go(screen: Screen, ...rest: readonly (string | number)[]): void {
    this.#visit(href(screen, ...rest))
  }

  /** Goes to another place of a screen; whoever has left the screen meanwhile stays where they went. */
  goWithin(screen: Screen, ...rest: readonly (string | number)[]): void {
    // A link that was clicked has changed the address already, and its event comes later.
    this.#follow()
    if (this.screen === screen) this.go(screen, ...rest)
  }

  /** Goes to a screen as it was looked at last. */
  goBackTo(screen: Screen): void {
    this.#visit(this.lastOf(screen))
  }

  /** Where this tab was before; where it was opened at this place, to the screen that leads here. */
  back(otherwise: Screen): void {
    const cameFromHere = 'navigation' in window ? navigation.canGoBack : history.length > 1
    if (cameFromHere) history.back()
    else this.goBackTo(otherwise)
  }

  /** The address of a screen as it was looked at last. */
  lastOf(screen: Screen): string {
    return href(screen) + queryText(this.#left[screen] ?? {})
  }

  /**
   * Looks at the same place in another way.
   *
   * @param typed whether it changes with every key: then it is no place of its own to go back to.
   */
  look(query: Query, { typed = false }: { readonly typed?: boolean } = {}): void {
    const { screen, rest } = this.#route
    if (screen === null) return
    const address = href(screen, ...rest) + queryText(query)
    if (!typed) return this.#visit(address)
    this.#take({ screen, rest, query })
    // The first of a burst is written at once: it may be all of it, and the page may be loaded again right after.
    if (this.#typing === undefined) this.#write(address)
    this.#stopTyping()
    this.#typing = setTimeout(() => {
      this.#stopTyping()
      this.#write(address)
    }, TYPING_MS)
  }

  /** What is left to write of a place belongs to that place only. */
  #stopTyping(): void {
    clearTimeout(this.#typing)
    this.#typing = undefined
  }

  #write(address: string): void {
    // Whoever has gone elsewhere is there already, and the event that says so comes later.
    if (location.hash !== this.#hash) return
    history.replaceState(null, '', address)
    this.#hash = location.hash
  }

  #visit(address: string): void {
    this.#stopTyping()
    location.hash = address
    // The event comes later, and whoever asks meanwhile would be told of the place before.
    this.#follow()
  }
}

export const router = new Router()

/** The address of a place in the window. */
export function href(screen: Screen, ...rest: readonly (string | number)[]): string {
  return `#/${[screen, ...rest.map((part) => encodeURIComponent(part))].join('/')}`
}

/** The same, looked at in a certain way. */
export function hrefWith(
  query: Query,
  screen: Screen,
  ...rest: readonly (string | number)[]
): string {
  return href(screen, ...rest) + queryText(query)
}

/** Commas and colons stand as they are, for people to read. */
function queryText(query: Query): string {
  const text = new URLSearchParams(query).toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
