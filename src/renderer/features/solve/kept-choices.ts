import { z } from 'zod'
import { solveOptionsSchema } from '../../../shared/options.ts'
import { keepInTab, keptInTab } from '../../lib/tab-memory.ts'

const keptSchema = z.object({
  pair: z.string(),
  prompts: z.string(),
  strategies: z.string(),
  ignoresMeasured: z.boolean(),
  /** When what was measured of the pair was measured: the options follow from it. */
  calibratedAt: z.number().nullable(),
  options: solveOptionsSchema,
  pinnedSeed: solveOptionsSchema.shape.seed.nullable(),
  measureBaseline: z.boolean()
})
/** With what problems are to be solved. */
export type KeptChoices = z.infer<typeof keptSchema>

const KEY = 'tandem.solve'

/** What this tab's person had chosen before the page was loaded again; null on a first visit. */
export function readKeptChoices(): KeptChoices | null {
  return keptInTab(KEY, keptSchema)
}

/** Keeps it for this tab only, and until it is closed. */
export function keepChoices(kept: KeptChoices): void {
  keepInTab(KEY, kept)
}
