/**
 * Every screen, in the order of the rail and of their keys. The folder of its id in `features` shows it: its `screen.ts`
 * says with what, its message `screen.<id>` its name.
 */
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
