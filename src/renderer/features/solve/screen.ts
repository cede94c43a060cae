import icon from '@lucide/svelte/icons/sigma'
import component from './SolveScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
