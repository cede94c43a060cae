import { SCREENS, type Screen } from './screens.ts'

interface Route {
  /** Null where the address names no screen. */
  readonly screen: Screen | null
  readonly rest: readonly string[]
}

function parse(hash: string): Route {
  const path = hash.replace(/^#\/?/, '')
  if (path === '') return { screen: 'solve', rest: [] }
  try {
    const [first, ...rest] = path.split('/').map(decodeURIComponent)
    return { screen: SCREENS.find(({ id }) => id === first)?.id ?? null, rest }
  } catch {
    return { screen: null, rest: [] }
  }
}

/** Where the window is: `#/history/RUN/ATTEMPT`. Back and forward work as in any page. */
class Router {
  #hash = location.hash
  #route = $state.raw(parse(this.#hash))

  constructor() {
    addEventListener('hashchange', () => this.#follow())
  }

  /** Takes over the address; one that is known already changes nothing, and nobody reads again because of it. */
  #follow(): void {
    if (location.hash === this.#hash) return
    this.#hash = location.hash
    this.#route = parse(this.#hash)
  }

  get screen(): Screen | null {
    return this.#route.screen
  }

  /** What follows the screen's name. */
  get rest(): readonly string[] {
    return this.#route.rest
  }

  go(screen: Screen, ...rest: readonly (string | number)[]): void {
    location.hash = href(screen, ...rest)
    // The event comes later, and whoever asks meanwhile would be told of the place before.
    this.#follow()
  }
}

export const router = new Router()

/** The address of a place in the window. */
export function href(screen: Screen, ...rest: readonly (string | number)[]): string {
  return `#/${[screen, ...rest.map((part) => encodeURIComponent(part))].join('/')}`
}
