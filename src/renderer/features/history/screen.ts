import icon from '@lucide/svelte/icons/history'
import component from './HistoryScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
