import { z } from 'zod'
import { growingNames } from './documents/growing.ts'
import { added } from './documents/added.ts'
import { durationSchema } from './figures.ts'

/** The two models of a pair. */
export const roleSchema = z.enum(['draft', 'target'])
export type Role = z.infer<typeof roleSchema>

/**
 * What a forward pass was for. The target reading a drafted step is `score`; the draft reading a rewrite is
 * `sync`; `probe` asks a path that ended without an answer for one; `ahead` is what the draft wrote behind a step that
 * the target had not judged yet, and that was thrown away with it. Where that step stood it is `write`.
 */
export const purposeSchema = growingNames(
  z.enum(['prompt', 'write', 'score', 'select', 'sync', 'probe', 'ahead'])
)
export type Purpose = z.infer<typeof purposeSchema>
export const PURPOSES = purposeSchema.options

/**
 * Tokens that one model evaluated. Every evaluated token is in exactly one of `prefilled` and `decoded`, so that
 * their sum is what the sequences themselves counted.
 */
export const usageSchema = z.object({
  /** Tokens read: evaluated without a token being sampled from them. */
  prefilled: z.int().nonnegative(),
  /** Tokens evaluated to sample the next one from: one for each token written. */
  decoded: z.int().nonnegative(),
  /** Time of the calls, in milliseconds. Calls of several paths overlap, so sums can exceed the wall time. */
  ms: durationSchema,
  /** Floating-point operations, prompt tokens included (docs/method.md, "FLOPs of a token"). */
  flops: z.number().min(0).max(1e30),
  /** Of these tokens, those evaluated a second time because a rollback had lost their logits. */
  boundary: z.int().nonnegative(),
  /** Of these tokens, those evaluated a second time for any other reason. Stays 0. */
  reevaluated: z.int().nonnegative()
})
export type Usage = z.infer<typeof usageSchema>

/** A call that evaluated nothing. */
export const NO_USAGE: Usage = {
  prefilled: 0,
  decoded: 0,
  ms: 0,
  flops: 0,
  boundary: 0,
  reevaluated: 0
}

/** One line of the bill. */
export const chargeSchema = usageSchema.extend({
  model: roleSchema,
  purpose: purposeSchema,
  /**
   * Of a call that was made beside others of its path: so many milliseconds before the last of them ended it began. Left
   * out where it waited for them.
   */
  headStart: durationSchema.optional()
})
export type Charge = z.infer<typeof chargeSchema>

const modelCostSchema = z.object(
  // A version without a purpose spent nothing on it.
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, added(usageSchema, NO_USAGE)])) as Record<
    Purpose,
    typeof usageSchema
  >
)
/** What one model spent, by purpose. */
export type ModelCost = z.infer<typeof modelCostSchema>

/** The whole bill of one attempt. */
export const costSchema = z.object({ draft: modelCostSchema, target: modelCostSchema })
export type Cost = z.infer<typeof costSchema>

/** A bill with nothing on it. */
export function emptyCost(): Cost {
  function emptyModelCost(): ModelCost {
    return Object.fromEntries(PURPOSES.map((purpose) => [purpose, NO_USAGE])) as ModelCost
  }
  return { draft: emptyModelCost(), target: emptyModelCost() }
}

/** The sum of two usages, field by field. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    prefilled: a.prefilled + b.prefilled,
    decoded: a.decoded + b.decoded,
    ms: a.ms + b.ms,
    flops: a.flops + b.flops,
    boundary: a.boundary + b.boundary,
    reevaluated: a.reevaluated + b.reevaluated
  }
}

/** The bill with further lines on it. */
export function addCharges(cost: Cost, charges: readonly Charge[]): Cost {
  return charges.reduce((sum, { model, purpose, ...usage }) => {
    const entry = addUsage(spentOn(sum[model], purpose), usage)
    return { ...sum, [model]: { ...sum[model], [purpose]: entry } }
  }, cost)
}

/** The sum of two bills. */
export function addCosts(a: Cost, b: Cost): Cost {
  function addModelCosts(one: ModelCost, other: ModelCost): ModelCost {
    const purposes = purposesOf({ ...one, ...other })
    return Object.fromEntries(
      purposes.map((purpose) => [purpose, addUsage(spentOn(one, purpose), spentOn(other, purpose))])
    ) as ModelCost
  }
  return { draft: addModelCosts(a.draft, b.draft), target: addModelCosts(a.target, b.target) }
}

/** What one model spent in all. */
export function totalUsage(cost: ModelCost): Usage {
  return purposesOf(cost).reduce((sum, purpose) => addUsage(sum, cost[purpose]), NO_USAGE)
}

/** The purposes on a bill, in their order: last those that only a later version has a use for. */
export function purposesOf(cost: ModelCost): readonly Purpose[] {
  return Object.keys(cost) as Purpose[]
}

/** What a bill says of a purpose. Bills of other versions may have others on them than this one's. */
function spentOn(cost: Partial<ModelCost>, purpose: Purpose): Usage {
  return cost[purpose] ?? NO_USAGE
}
