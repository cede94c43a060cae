import icon from '@lucide/svelte/icons/cpu'
import component from './ModelsScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
