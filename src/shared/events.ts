import { z } from 'zod'
import { growingNames } from './documents/growing.ts'
import { chargeSchema, costSchema, roleSchema } from './cost.ts'
import { documentKind, UnreadableDocument } from './documents/document-kind.ts'
import { added } from './documents/added.ts'
import {
  durationSchema,
  parametersSchema,
  ratioSchema,
  scoreSchema,
  shareSchema
} from './figures.ts'
import { parentageSchema } from './fork.ts'
import { solveOptionsSchema } from './options.ts'
import { strategySchema } from './strategy-pool.ts'
import { tokenReadingSchema } from './token-reading.ts'

/** A model as a trace remembers it. */
export const modelIdentitySchema = z.object({
  name: z.string(),
  sha256: z.string(),
  /** Number of weights. */
  parameters: parametersSchema
})
export type ModelIdentity = z.infer<typeof modelIdentitySchema>

/** What a score was read from: the digit distribution, or the step's token probabilities. */
export const evidenceSchema = z.union([
  z.object({
    /** Probability of each digit 0-9 at the answer position; they sum to `digitMass`, not to 1. */
    digits: z.array(shareSchema).length(10),
    /** Probability that the answer is a digit at all. */
    digitMass: shareSchema,
    /** The step's token probabilities too, where something depends on them. */
    min: shareSchema.optional(),
    mean: shareSchema.optional()
  }),
  z.object({
    /** Smallest probability of a token of the step under the target. */
    min: shareSchema,
    /** Their geometric mean. */
    mean: shareSchema
  })
])
export type Evidence = z.infer<typeof evidenceSchema>

/** How probable a model found the tokens that it wrote: the smallest probability, and their geometric mean. */
export const confidenceSchema = z.object({ min: shareSchema, mean: shareSchema })
export type Confidence = z.infer<typeof confidenceSchema>

/** How a step was written by token-level speculation. */
export const speculationSchema = z.object({
  /** Passes of the target over proposals. */
  passes: z.int().nonnegative(),
  /** Tokens that the draft proposed, and those of them that stood. */
  proposed: z.int().nonnegative(),
  accepted: z.int().nonnegative()
})
export type Speculation = z.infer<typeof speculationSchema>

/** How writing a step stopped: at the delimiter, at the model's end-of-turn token, or at the token limit. */
export const stepStopSchema = growingNames(z.enum(['delimiter', 'end-of-turn', 'length']))
export type StepStop = z.infer<typeof stepStopSchema>

/** How a path ended. */
export const pathEndSchema = growingNames(
  z.enum(['finished', 'repeated', 'budget', 'context-full', 'stopped', 'failed'])
)
export type PathEnd = z.infer<typeof pathEndSchema>

/** One class of equivalent answers, and the paths that voted for it. */
export const answerClassSchema = z.object({
  /** The answer as the class's first path wrote it. */
  answer: z.string(),
  paths: z.array(z.int()).readonly(),
  /** Their summed weight under the vote's rule. */
  weight: ratioSchema
})
export type AnswerClass = z.infer<typeof answerClassSchema>

export const outcomeSchema = growingNames(z.enum(['answered', 'no-answer', 'stopped', 'failed']))
export type Outcome = z.infer<typeof outcomeSchema>

/** A normalised cost: the attempt's over a baseline's. Null where the baseline is unknown. */
export const ratiosSchema = z.object({
  /** FLOPs of every token of both models over the baseline's (docs/method.md, "The ledger: honest cost"). */
  gamma: ratioSchema.nullable(),
  /** Decoded tokens, the draft's weighted by alpha, over the baseline's: our reconstruction of the published convention. */
  gammaDecode: ratioSchema.nullable(),
  /** Wall time over the measured baseline's. Earlier versions also stored one over an estimate: show it by `timeRatio`. */
  wallRatio: ratioSchema.nullable(),
  /** Run on the same problem, or computed from this run (core/baseline.ts). */
  baseline: z.enum(['measured', 'estimated'])
})
export type Ratios = z.infer<typeof ratiosSchema>

/** Wall time over a baseline's that was measured, else null: over an estimate, one attempt read 6 and 83 times. */
export function timeRatio({
  wallRatio,
  baseline
}: {
  readonly wallRatio: number | null
  readonly baseline: Ratios['baseline'] | null
}): number | null {
  return baseline === 'measured' ? wallRatio : null
}

const path = z.int().nonnegative()
const step = z.int().nonnegative()
const cost = z.array(chargeSchema)
const writtenStep = {
  path,
  step,
  text: z.string(),
  tokens: z.int().nonnegative(),
  ms: durationSchema,
  stop: stepStopSchema,
  /** Of the tokens that the step's author wrote; null where the engine does not know it. */
  confidence: added(confidenceSchema.nullable(), null),
  /** How probable its author found each token of it, of what it kept of a draft too; null where that is not known. */
  reading: added(tokenReadingSchema.nullable(), null),
  cost
}

/** Everything that happens in one attempt, in the order in which it happened. */
export const attemptEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    problem: z.string(),
    options: solveOptionsSchema,
    pair: z.object({ draft: modelIdentitySchema, target: modelIdentitySchema }),
    /** Of which attempt it is a fork; null where it begins by itself. */
    fork: added(parentageSchema.nullable(), null)
  }),
  /** The problem looks unlike what the pair knows, or another thing that a reader should know. */
  z.object({ type: z.literal('noted'), path: path.nullable(), text: z.string() }),
  z.object({
    type: z.literal('selected'),
    /** Whose letters were read. */
    by: added(roleSchema, 'target'),
    /** The whole pool with the probability of each strategy's letter; null where selection is not by letters. */
    selection: z.array(z.object({ strategy: strategySchema, probability: shareSchema.nullable() })),
    /** Ids of the strategies that open paths, best first. */
    chosen: z.array(z.string()),
    /** Probability of all letters together, over the questions; null where none was asked, or that was not recorded. */
    mass: added(shareSchema.nullable(), null),
    /** How often it was asked, each time with the strategies in another order. */
    questions: added(z.int().nonnegative(), 1),
    cost
  }),
  z.object({
    type: z.literal('path-opened'),
    path,
    strategy: strategySchema.nullable(),
    /** Who writes its steps: one model, or the draft with the target rewriting. */
    writer: z.enum(['draft', 'target', 'draft-and-target']),
    cost
  }),
  /** The text of a step so far, for watching. Not stored: the finished step follows. */
  z.object({
    type: z.literal('step-progress'),
    path,
    step,
    author: roleSchema,
    text: z.string(),
    /** Characters at its beginning that the draft wrote and the target keeps. */
    kept: z.int().nonnegative()
  }),
  /** A step that its only author wrote; it stands unscored. */
  z.object({
    type: z.literal('step-written'),
    author: roleSchema,
    ...writtenStep,
    /** Where the draft proposed its tokens; null where it did not. */
    speculation: added(speculationSchema.nullable(), null)
  }),
  z.object({ type: z.literal('step-drafted'), ...writtenStep }),
  z.object({
    type: z.literal('step-scored'),
    path,
    step,
    /** On the scorer's scale; null where it could not be read ("unparsed"). */
    score: scoreSchema.nullable(),
    evidence: evidenceSchema.nullable(),
    /** How probable the target found each token of the draft; null where it did not look. */
    reading: added(tokenReadingSchema.nullable(), null),
    cost
  }),
  z.object({ type: z.literal('step-accepted'), path, step, cost }),
  /** The draft's step with what the target wrote in its place: of `text`, all but the first `kept` characters. */
  z.object({
    type: z.literal('step-rewritten'),
    ...writtenStep,
    /** Characters at the beginning of `text` that the draft wrote and the target kept. */
    kept: added(z.int().nonnegative(), 0),
    /** Tokens of these, as the target counts them; they are among `tokens`. */
    keptTokens: added(z.int().nonnegative(), 0)
  }),
  z.object({
    type: z.literal('path-ended'),
    path,
    end: pathEndSchema,
    answer: z.string().nullable(),
    /** The answer was asked for, since the path ended without one. */
    forced: z.boolean(),
    /** How far the models stand behind its text, from 0 to 1 (core/evidence.ts); null where that is not known. */
    evidence: added(shareSchema.nullable(), null),
    /** Why a path failed, or who stopped it. */
    cause: z.string().nullable(),
    cost
  }),
  /** Why the remaining paths were stopped, or why another was opened. */
  z.object({ type: z.literal('decided'), text: z.string() }),
  z.object({
    type: z.literal('voted'),
    votes: z.array(answerClassSchema).readonly(),
    answer: z.string().nullable(),
    /**
     * Which rule chose between classes of equal weight; null where none was needed. `mean-score` stands in runs of
     * earlier versions only.
     */
    tie: z.enum(['unforced', 'mean-score', 'lowest-path']).nullable()
  }),
  z.object({
    type: z.literal('finished'),
    outcome: outcomeSchema,
    answer: z.string().nullable(),
    /** What went wrong, where something did. */
    cause: z.string().nullable(),
    /** What was spent since the last event, by a call that was cut off. */
    cost,
    /** The sum of all charges. */
    bill: costSchema,
    ratios: ratiosSchema,
    /** From the first call to the last, model load excluded. */
    wallMs: durationSchema
  })
])
export type AttemptEvent = z.infer<typeof attemptEventSchema>
export type AttemptEventOf<T extends AttemptEvent['type']> = Extract<AttemptEvent, { type: T }>

/** Events as stores and exports keep them; their history. The version of a batch of them stands beside it. */
export const attemptEvents = documentKind({
  name: 'event',
  schema: attemptEventSchema,
  upcasters: []
})

/** An event as it was kept; one that cannot be understood becomes a note that says so. */
export function readEvent(stored: unknown, version: number): AttemptEvent {
  try {
    return attemptEvents.read(stored, version)
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error
    return {
      type: 'noted',
      path: null,
      text: `Something of this attempt is missing: ${error.message}.`
    }
  }
}
