import icon from '@lucide/svelte/icons/library-big'
import component from './ProblemSetsScreen.svelte'

const readsQuery = () => true

/** What the window shows of it. */
export default { icon, component, readsQuery }
