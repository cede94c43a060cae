import { z } from 'zod'

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
  try {
    return keptSchema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'))
  } catch {
    return null
  }
}

/** Keeps it for this tab only, and until it is closed. */
export function keepTypedProblem(kept: KeptProblem): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept))
}
