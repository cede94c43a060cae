import { z } from 'zod'
import { documentKind } from './documents/document-kind.ts'

/** Characters of any text in a pool; those of the bundled ones have dozens. */
const LONGEST = 5000

function text() {
  return z.string().max(LONGEST)
}

/** One way of solving: what the target reads when it selects, and what a path is told when it solves. */
export const strategySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
  name: text().min(1),
  /** One line, read at selection. */
  description: text().min(1),
  /** One or two sentences, put into the solve prompt. Empty for the strategy "none". */
  hint: text()
})
export type Strategy = z.infer<typeof strategySchema>

/** At most 26 strategies: each is asked for by one letter. */
export const strategyPoolSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
    name: text().min(1),
    description: text(),
    strategies: z.array(strategySchema).min(1).max(26)
  })
  .refine((pool) => new Set(pool.strategies.map(({ id }) => id)).size === pool.strategies.length, {
    message: 'every strategy needs an id of its own'
  })
export type StrategyPool = z.infer<typeof strategyPoolSchema>

/** Strategy pools as files and stores keep them; their history. */
export const strategyPools = documentKind({
  name: 'strategy pool',
  schema: strategyPoolSchema,
  byHand: true,
  upcasters: []
})
