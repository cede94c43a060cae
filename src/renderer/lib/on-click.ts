import { notices } from './notices.svelte.ts'

/** Does something for a click; what goes wrong is shown at the edge of the window. */
export function onClick(work: () => Promise<unknown>): () => void {
  return () => {
    work().catch((error: unknown) => notices.error(error))
  }
}
