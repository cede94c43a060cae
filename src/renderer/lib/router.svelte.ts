export const SCREENS = [
  'solve',
  'benchmark',
  'compare',
  'history',
  'models',
  'problem-sets',
  'settings'
] as const
export type Screen = (typeof SCREENS)[number]

function parse(hash: string): { screen: Screen; rest: readonly string[] } {
  const [first, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  const screen = SCREENS.find((name) => name === first)
  return screen ? { screen, rest } : { screen: 'solve', rest: [] }
}

/** Where the window is: `#/history/RUN/ATTEMPT`. Back and forward work as in any page. */
class Router {
  #route = $state.raw(parse(location.hash))

  constructor() {
    addEventListener('hashchange', () => {
      this.#route = parse(location.hash)
    })
  }

  get screen(): Screen {
    return this.#route.screen
  }

  /** What follows the screen's name. */
  get rest(): readonly string[] {
    return this.#route.rest
  }

  go(screen: Screen, ...rest: readonly (string | number)[]): void {
    location.hash = href(screen, ...rest)
  }
}

export const router = new Router()

/** The address of a place in the window. */
export function href(screen: Screen, ...rest: readonly (string | number)[]): string {
  return `#/${[screen, ...rest.map((part) => encodeURIComponent(part))].join('/')}`
}
