import { z } from 'zod'
import { PURPOSES, type Cost, type Purpose } from './cost.ts'
import {
  answerClassSchema,
  evidenceSchema,
  modelIdentitySchema,
  outcomeSchema,
  pathEndSchema,
  ratiosSchema
} from './events.ts'
import { methodNameSchema, solveOptionsSchema } from './options.ts'
import { roleSchema, type Role } from './cost.ts'
import { acceptanceRate, type PathView, type RunView, type StepView } from './view.ts'

const stepSchema = z.strictObject({
  author: roleSchema,
  text: z.string(),
  score: z.number().nullable(),
  evidence: evidenceSchema.nullable(),
  tokens: z.int(),
  ms: z.number(),
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
  /** What went wrong, where something did. */
  cause: z.string().nullable(),
  notes: z.array(z.string()),
  votes: z.array(answerClassSchema).readonly(),
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
  wallMs: z.number(),
  versions: z.record(z.string(), z.string()),
  device: z.string()
})
export type SolveDocument = z.infer<typeof solveDocumentSchema>

/** The document of a finished attempt. Throws where the view is not finished. */
export function solveDocument(
  view: RunView,
  environment: Pick<SolveDocument, 'versions' | 'device'>
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
    votes: view.votes,
    selection:
      view.selection?.map(({ strategy, probability }) => ({
        strategy: strategy.id,
        probability
      })) ?? null,
    paths: view.paths.map(pathDocument),
    cost: { ...costDocument(view.cost), ...ratios },
    acceptance: acceptanceRate(view.paths),
    wallMs,
    ...environment
  } satisfies SolveDocument)
}

function pathDocument({ id, strategy, end, answer, forced, steps }: PathView) {
  return {
    id,
    strategy: strategy?.id ?? null,
    end,
    answer,
    forced,
    steps: steps.map(stepDocument)
  }
}

function stepDocument({ author, text, score, evidence, tokens, ms, rejected }: StepView) {
  return {
    author,
    text,
    score,
    evidence,
    tokens,
    ms,
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
