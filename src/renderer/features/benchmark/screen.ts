import icon from '@lucide/svelte/icons/chart-column'
import component from './BenchmarkScreen.svelte'

/** What the window shows of it. */
export default { icon, component }
