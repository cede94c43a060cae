import icon from '@lucide/svelte/icons/history'
import component from './HistoryScreen.svelte'

const readsQuery = (rest: readonly string[]) => rest.length === 0

/** What the window shows of it. */
export default { icon, component, readsQuery }
