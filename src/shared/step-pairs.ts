import { z } from 'zod'

/** One right and one wrong step after the same beginning: what a target has to tell apart. */
export const stepPairSchema = z.strictObject({
  kind: z.string().min(1),
  /** From 1, a step of arithmetic, to 3. */
  level: z.int().min(1).max(3),
  problem: z.string().min(1),
  /** Steps that stand, before the one in question. */
  before: z.array(z.string()),
  right: z.string().min(1),
  wrong: z.string().min(1),
  /** What the right step comes to, calculated another way. */
  check: z.string().min(1),
  /** What each of the two comes to. */
  result: z.strictObject({ right: z.string(), wrong: z.string() })
})
export type StepPair = z.infer<typeof stepPairSchema>

/** The known pairs, as they ship (resources/step-pairs.json). */
export const stepPairsSchema = z.strictObject({
  version: z.literal(1),
  about: z.string(),
  pairs: z.array(stepPairSchema).min(1)
})
