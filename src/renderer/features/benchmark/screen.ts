import icon from '@lucide/svelte/icons/chart-column'
import component from './BenchmarkScreen.svelte'

const readsQuery = ([, part = 'review', more]: readonly string[]) => part === 'review' && !more

/** What the window shows of it. */
export default { icon, component, readsQuery }
