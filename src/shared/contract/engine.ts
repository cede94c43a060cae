import { z } from 'zod'
import { solveOptionsSchema } from '../options.ts'
import { pairSetupSchema } from '../run-record.ts'

/** How the models of a run are loaded, where it is not as their pair says. */
export const loadingSchema = pairSetupSchema.pick({ gpu: true, context: true, loadAnyway: true })
export type Loading = z.infer<typeof loadingSchema>

/** A start that is thought of. */
export const startRequestSchema = z.strictObject({
  pair: z.string().min(1),
  options: solveOptionsSchema,
  loading: loadingSchema.optional()
})
