import { z } from 'zod'
import { PURPOSES, type Cost, type Purpose } from './cost.ts'
import {
  answerClassSchema,
  confidenceSchema,
  evidenceSchema,
  modelIdentitySchema,
  outcomeSchema,
  pathEndSchema,
  ratiosSchema
} from './events.ts'
import { methodNameSchema, solveOptionsSchema } from './options.ts'
import { verdictSchema } from './run-record.ts'
import { roleSchema, type Role } from './cost.ts'
import {
  acceptanceRate,
  targetShare,
  type PathView,
  type AttemptView,
  type StepView
} from './view.ts'

const stepSchema = z.strictObject({
  author: roleSchema,
  text: z.string(),
  score: z.number().nullable(),
  evidence: evidenceSchema.nullable(),
  tokens: z.int(),
  ms: z.number(),
  /** How probable its author found what it wrote, where that is known. */
  confidence: confidenceSchema.nullable(),
  /** Characters at its beginning that the draft wrote and the target kept. */
  kept: z.int(),
  rejected: z
    .strictObject({
      text: z.string(),
      score: z.number().nullable(),
      evidence: evidenceSchema.nullable()
    })
    .nullable()
})

const pathSchema = z.strictObject({
  id: z.int(),
  strategy: z.string().nullable(),
  end: pathEndSchema.nullable(),
  answer: z.string().nullable(),
  forced: z.boolean(),
  evidence: z.number().nullable(),
  /** Who writes its steps. */
  writer: z.enum(['draft', 'target', 'draft-and-target']),
  steps: z.array(stepSchema)
})

const spentSchema = z.strictObject({
  prefilled: z.int(),
  decoded: z.int(),
  ms: z.number(),
  flops: z.number()
})
const modelSpentSchema = z.strictObject(
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, spentSchema])) as Record<
    Purpose,
    typeof spentSchema
  >
)

/** What `tandem solve --json` prints: one document, one attempt. */
export const solveDocumentSchema = z.strictObject({
  problem: z.string(),
  method: methodNameSchema,
  options: solveOptionsSchema,
  seed: z.int(),
  pair: z.strictObject({ target: modelIdentitySchema, draft: modelIdentitySchema }),
  outcome: outcomeSchema,
  answer: z.string().nullable(),
  /** What the answer was held against, where that was given, and what came of it. */
  knownAnswer: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  /** What went wrong, where something did. */
  cause: z.string().nullable(),
  notes: z.array(z.string()),
  /** Why paths were opened or stopped, in order. */
  decisions: z.array(z.string()),
  votes: z.array(answerClassSchema).readonly(),
  selectedBy: roleSchema.nullable(),
  /** Probability of all letters together, and in how many orders the strategies were asked for. */
  letters: z.strictObject({ mass: z.number(), questions: z.int() }).nullable(),
  selection: z
    .array(z.strictObject({ strategy: z.string(), probability: z.number().nullable() }))
    .nullable(),
  paths: z.array(pathSchema),
  cost: z.strictObject({
    draft: modelSpentSchema,
    target: modelSpentSchema,
    /** Tokens evaluated again because a rollback had lost their logits; contained in the counts above. */
    boundary: z.int(),
    /** Tokens evaluated twice for any other reason. */
    reevaluated: z.int(),
    ...ratiosSchema.shape
  }),
  acceptance: z.number().nullable(),
  /** Share of the characters of all steps that the target wrote. */
  targetShare: z.number().nullable(),
  wallMs: z.number(),
  versions: z.record(z.string(), z.string()),
  device: z.string()
})
export type SolveDocument = z.infer<typeof solveDocumentSchema>

/**
 * The document of a finished attempt. Throws where the view is not finished.
 *
 * @param about what its events do not say
 */
export function solveDocument(
  view: AttemptView,
  about: Pick<SolveDocument, 'knownAnswer' | 'verdict' | 'versions' | 'device'>
): SolveDocument {
  const { options, pair, outcome, ratios, wallMs } = view
  if (!options || !pair || !outcome || !ratios || wallMs === null) {
    throw new Error('The attempt has not finished')
  }
  return solveDocumentSchema.parse({
    problem: view.problem,
    method: options.method,
    options,
    seed: options.seed,
    pair: { target: pair.target, draft: pair.draft },
    outcome,
    answer: view.answer,
    cause: view.cause,
    notes: view.notes.map(({ text }) => text),
    decisions: [...view.decisions],
    votes: view.votes,
    selectedBy: view.selectedBy,
    letters: view.letters,
    selection:
      view.selection?.map(({ strategy, probability }) => ({
        strategy: strategy.id,
        probability
      })) ?? null,
    paths: view.paths.map(pathDocument),
    cost: { ...costDocument(view.cost), ...ratios },
    acceptance: acceptanceRate(view.paths),
    targetShare: targetShare(view),
    wallMs,
    ...about
  } satisfies SolveDocument)
}

function pathDocument({ id, strategy, writer, end, answer, forced, evidence, steps }: PathView) {
  return {
    id,
    strategy: strategy?.id ?? null,
    end,
    answer,
    forced,
    evidence,
    writer,
    steps: steps.map(stepDocument)
  }
}

function stepDocument(step: StepView) {
  const { author, text, score, evidence, tokens, ms, confidence, kept, rejected } = step
  return {
    author,
    text,
    score,
    evidence,
    tokens,
    ms,
    confidence,
    kept,
    rejected: rejected && {
      text: rejected.text,
      score: rejected.score,
      evidence: rejected.evidence
    }
  }
}

function costDocument(cost: Cost) {
  const usages = (['draft', 'target'] as const).flatMap((role) =>
    PURPOSES.map((purpose) => cost[role][purpose])
  )
  const spent = (role: Role) =>
    Object.fromEntries(
      PURPOSES.map((purpose) => {
        const { prefilled, decoded, ms, flops } = cost[role][purpose]
        return [purpose, { prefilled, decoded, ms, flops }]
      })
    ) as SolveDocument['cost'][Role]
  return {
    draft: spent('draft'),
    target: spent('target'),
    boundary: usages.reduce((sum, { boundary }) => sum + boundary, 0),
    reevaluated: usages.reduce((sum, { reevaluated }) => sum + reevaluated, 0)
  }
}
