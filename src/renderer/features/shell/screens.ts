import type { Component } from 'svelte'
import { SCREENS, type Screen } from '../../lib/screens.ts'

/** What a screen is shown with: the default export of `screen.ts` in its folder. */
interface ScreenParts {
  readonly icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
  readonly component: Component
  /**
   * Whether what follows the "?" is read at the place of these parts, by an `AddressState`, and what of it is not understood
   * is said there. Elsewhere the window says that the query means nothing.
   */
  readonly readsQuery?: (rest: readonly string[]) => boolean
}

const PARTS = import.meta.glob<ScreenParts>('../*/screen.ts', { eager: true, import: 'default' })

/** Every screen with what it is shown with, in the order of their keys. */
export const SCREEN_LIST: readonly (ScreenParts & {
  readonly screen: Screen
})[] = SCREENS.map((screen) => ({ screen, ...PARTS[`../${screen}/screen.ts`]! }))
