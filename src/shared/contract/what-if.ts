import { z } from 'zod'
import { methodNameSchema } from '../options.ts'
import { scorerSchema } from '../scorers/scorers.ts'

const tokens = z.number().nonnegative()

/** What every threshold would have made of one method's drafts in a run (shared/what-if.ts). */
const whatIfCurveSchema = z.strictObject({
  method: methodNameSchema,
  judged: z.int().positive(),
  /** Drafts that stood at the threshold of the run, and tokens that the target decoded. */
  stood: z.int().nonnegative(),
  target: tokens,
  gammaDecode: z.number().nullable(),
  /** Every threshold of the scorer's scale, from 0 on. */
  points: z.array(
    z.strictObject({
      threshold: z.number(),
      stand: z.int().nonnegative(),
      target: tokens,
      gammaDecode: z.number().nullable()
    })
  )
})

/** A run asked about its threshold; no methods where none let the target judge drafts. */
export const runWhatIfSchema = z.strictObject({
  scorer: scorerSchema,
  threshold: z.number(),
  methods: z.array(whatIfCurveSchema)
})
export type RunWhatIf = z.infer<typeof runWhatIfSchema>
