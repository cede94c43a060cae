import icon from '@lucide/svelte/icons/history'
import component from './HistoryScreen.svelte'
import { historyPlace } from './history-place.ts'

const readsQuery = (rest: readonly string[]) => historyPlace(rest) !== 'nothing'

/** What the window shows of it. */
export default { icon, component, readsQuery }
