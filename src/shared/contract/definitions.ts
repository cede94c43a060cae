import { z } from 'zod'
import { promptProfileSchema } from '../prompt-profile.ts'
import { strategyPoolSchema } from '../strategy-pool.ts'

export const definitionKindSchema = z.enum(['prompts', 'strategies'])
export type DefinitionKind = z.infer<typeof definitionKindSchema>

/** Prompt profiles and strategy pools, as the editor lists them. */
export const definitionsPageSchema = z.strictObject({
  prompts: z.array(z.strictObject({ definition: promptProfileSchema, own: z.boolean() })),
  strategies: z.array(z.strictObject({ definition: strategyPoolSchema, own: z.boolean() })),
  /** Files of the person's own that hold no definition, with the reason. */
  broken: z.array(z.strictObject({ file: z.string(), reason: z.string() }))
})
export type DefinitionsPage = z.infer<typeof definitionsPageSchema>

export const previewRequestSchema = z.strictObject({
  prompts: promptProfileSchema,
  pool: strategyPoolSchema,
  problem: z.string().max(100_000),
  /** Which strategy of the pool the solution follows, or null for none. */
  strategy: z.int().nonnegative().nullable()
})

/** One question to a model, as it reads it; its own chat template puts its marks around the messages. */
export const promptPreviewSchema = z.strictObject({
  purpose: z.enum(['solve', 'select', 'score', 'forced']),
  system: z.string().nullable(),
  /** Null where it goes on in the middle of its own turn. */
  user: z.string().nullable(),
  /** What the model's turn already begins with. */
  begins: z.string()
})
export type PromptPreview = z.infer<typeof promptPreviewSchema>
