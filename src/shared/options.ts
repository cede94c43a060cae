import { z } from 'zod'
import { movableBounds } from './documents/movable.ts'
import { added } from './documents/added.ts'
import { growingNames } from './documents/growing.ts'
import { DEFAULT_PLANS, planOf, planSchema } from './plan.ts'
import { scorerSchema } from './scorers/scorers.ts'
import { stopRuleSchema } from './stop-rules.ts'

/** Seeds are whole numbers from 0 to this. */
export const HIGHEST_SEED = 0xffff_ffff

/** Every method by name; what each does is in core/methods.ts. */
export const methodNameSchema = growingNames(
  z.enum([
    'draft',
    'baseline',
    'speculative',
    'parallel',
    'parallel-spm',
    'specreason',
    'ssr',
    'ssr-fast1',
    'ssr-fast2',
    'ssr-adaptive'
  ])
)
export type MethodName = z.infer<typeof methodNameSchema>
export const METHOD_NAMES = methodNameSchema.options

/**
 * What a path's vote weighs: 1, its mean score as a share of the highest, or its evidence squared (core/evidence.ts).
 */
export const voteWeightSchema = growingNames(z.enum(['count', 'score', 'evidence']))
export type VoteWeight = z.infer<typeof voteWeightSchema>

/**
 * What the target writes of a rejected step: the `whole` step, as published, or a `suffix`, from the first token on
 * that it finds improbable itself.
 */
export const rewriteSchema = growingNames(z.enum(['whole', 'suffix']))
export type Rewrite = z.infer<typeof rewriteSchema>

/**
 * Whether the draft writes the next step while the target judges one, as if that stood (core/draft-ahead.ts). `auto`: where
 * the target computes on a server, and the draft does not compute there too.
 */
export const draftAheadSchema = growingNames(z.enum(['auto', 'on', 'off']))
export type DraftAhead = z.infer<typeof draftAheadSchema>

/** All that decides how one problem is solved, complete: nothing is left to a default at run time. */
export const solveOptionsSchema = z.strictObject({
  method: methodNameSchema,
  /** Number of paths n; methods of one path ignore it. */
  paths: movableBounds(z.int().min(1).max(26)),
  /** A drafted step stands at or above it, on the scorer's own scale. */
  threshold: movableBounds(z.number().min(0).max(9)),
  scorer: scorerSchema,
  /** `letters`: the target's probability of each strategy's letter. `random`: for comparison. */
  selection: z.enum(['letters', 'random']),
  /** Overrides the method's own stop rule. */
  stop: stopRuleSchema.nullable(),
  /** Overrides what the method's votes weigh. */
  vote: voteWeightSchema.nullable(),
  /** Overrides what the method rewrites of a rejected step. */
  rewrite: added(rewriteSchema.nullable(), 'whole'),
  /** The target's probability of a token below which a `suffix` begins. */
  weakToken: added(z.number().min(0).max(1), 0),
  /** Changes no text, only when it is written and what is written in vain. */
  draftAhead: added(draftAheadSchema, 'off'),
  /** What `ssr-adaptive` goes by; other methods ignore it. */
  plan: added(planSchema, planOf(DEFAULT_PLANS, 'balanced')),
  /** 0 is greedy. */
  temperature: movableBounds(z.number().min(0).max(5)),
  topP: z.number().gt(0).max(1),
  /** Only so many of the most probable tokens are drawn from; 0 for all. */
  topK: movableBounds(added(z.int().min(0).max(1000), 0)),
  /** Tokens of one step at most. */
  maxStepTokens: movableBounds(z.int().min(1).max(100_000)),
  /** Accepted tokens of one path at most. */
  maxTokens: movableBounds(z.int().min(1).max(10_000_000)),
  seed: movableBounds(z.int().min(0).max(HIGHEST_SEED)),
  /** One path after another, one sequence a batch: the same seed gives the same text on the same machine. */
  exact: z.boolean(),
  /** Seconds after which the attempt stops with what it has, or null. */
  timeLimit: z.number().positive().nullable()
})
export type SolveOptions = z.infer<typeof solveOptionsSchema>
