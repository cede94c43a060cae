import { createContext } from 'svelte'

/** What the charts of a screen are about, such as the run that they draw: a saved file says it, line by line, below its title. */
export const [chartSubject, setChartSubject] = createContext<() => readonly string[]>()
