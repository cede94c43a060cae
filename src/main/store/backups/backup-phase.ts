/** How far the thread of a backup is, for a thread that waits for it without an event loop. */
export const WAITING = 0
export const BEGUN = 1
export const DONE = 2
