/**
 * Every screen, in the order of the rail and of their keys. The folder of its id in `features` shows it: its `screen.ts`
 * says with what.
 */
export const SCREENS = [
  { id: 'solve', name: 'Solve' },
  { id: 'benchmark', name: 'Benchmark' },
  { id: 'compare', name: 'Compare' },
  { id: 'history', name: 'History' },
  { id: 'models', name: 'Models' },
  { id: 'problem-sets', name: 'Sets' },
  { id: 'settings', name: 'Settings' }
] as const satisfies readonly { readonly id: string; readonly name: string }[]

export type Screen = (typeof SCREENS)[number]['id']
