import ChartColumn from '@lucide/svelte/icons/chart-column'
import Cpu from '@lucide/svelte/icons/cpu'
import GitCompare from '@lucide/svelte/icons/git-compare'
import History from '@lucide/svelte/icons/history'
import LibraryBig from '@lucide/svelte/icons/library-big'
import Settings from '@lucide/svelte/icons/settings'
import Sigma from '@lucide/svelte/icons/sigma'
import type { Component } from 'svelte'
import type { Screen } from '../../lib/router.svelte.ts'

/** What the rail and the palette show of each screen, in the order of their keys. */
export const SCREEN_LIST: readonly {
  readonly screen: Screen
  readonly name: string
  readonly icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
}[] = [
  { screen: 'solve', name: 'Solve', icon: Sigma },
  { screen: 'benchmark', name: 'Benchmark', icon: ChartColumn },
  { screen: 'compare', name: 'Compare', icon: GitCompare },
  { screen: 'history', name: 'History', icon: History },
  { screen: 'models', name: 'Models', icon: Cpu },
  { screen: 'problem-sets', name: 'Sets', icon: LibraryBig },
  { screen: 'settings', name: 'Settings', icon: Settings }
]
