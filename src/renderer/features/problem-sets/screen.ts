import icon from '@lucide/svelte/icons/library-big'
import component from './ProblemSetsScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
