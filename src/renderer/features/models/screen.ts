import icon from '@lucide/svelte/icons/cpu'
import component from './ModelsScreen.svelte'

const readsQuery = ([section = 'library']: readonly string[]) => section === 'library'

/** What the window shows of it. */
export default { icon, component, readsQuery }
