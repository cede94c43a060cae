import icon from '@lucide/svelte/icons/settings'
import component from './SettingsScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
