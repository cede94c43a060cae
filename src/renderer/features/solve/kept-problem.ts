import { z } from 'zod'

const keptSchema = z.object({ problem: z.string(), answer: z.string() })
/** What stands in the problem's box, and the answer beside it. */
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
export function keepTypedProblem({ problem, answer }: KeptProblem): void {
  sessionStorage.setItem(KEY, JSON.stringify({ problem, answer }))
}
