import icon from '@lucide/svelte/icons/git-compare'
import component from './CompareScreen.svelte'

const readsQuery = () => true

/** What the window shows of it. */
export default { icon, component, readsQuery }
