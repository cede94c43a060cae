import { z } from 'zod'
import { keepInTab, keptInTab } from '../../lib/tab-memory.ts'

const keptSchema = z.object({
  problem: z.string(),
  answer: z.string(),
  /** Whether a person typed the answer for a problem that is still being typed. */
  typed: z.boolean().default(false)
})
/** A problem and the answer beside it. */
export type KeptProblem = z.infer<typeof keptSchema>

const KEY = 'tandem.problem'

/** What this tab's person had typed before the page was loaded again; null on a first visit. */
export function readKeptProblem(): KeptProblem | null {
  return keptInTab(KEY, keptSchema)
}

/** Keeps it for this tab only, and until it is closed. */
export function keepTypedProblem(kept: KeptProblem): void {
  keepInTab(KEY, kept)
}
