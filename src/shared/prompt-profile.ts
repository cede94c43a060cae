import { z } from 'zod'
import { added } from './documents/added.ts'
import { documentKind } from './documents/document-kind.ts'
import { DEFAULT_PLANS, plansSchema } from './plan.ts'
import { scorerSchema, thresholdsSchema } from './scorers/scorers.ts'

/** Characters of any text in a profile; those of the bundled ones have hundreds. */
const LONGEST = 20_000
/** Each stands for a text of up to a hundred thousand characters, a problem. */
const MOST_PLACEHOLDERS = 40

function text() {
  return z.string().max(LONGEST)
}

function template(...placeholders: string[]) {
  return text().superRefine((written, context) => {
    if ((written.match(/\{\w+\}/g) ?? []).length > MOST_PLACEHOLDERS) {
      const message = `may have at most ${MOST_PLACEHOLDERS} placeholders`
      context.addIssue({ code: 'custom', message })
    }
    for (const placeholder of placeholders) {
      if (!written.includes(`{${placeholder}}`)) {
        context.addIssue({ code: 'custom', message: `must contain {${placeholder}}` })
      }
    }
  })
}

/**
 * All the words with which a kind of model is asked to solve, score and select.
 *
 * Placeholders: `{problem}`; of a strategy `{name}`, `{description}`, `{hint}`; at selection `{options}` (one
 * `option` a line), `{letter}` and `{count}`. An `opening` is what the assistant's turn already begins with.
 */
export const promptProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
  name: text().min(1),
  description: text(),
  /** The system message, or null for none. */
  system: text().nullable(),
  solve: z.strictObject({
    withStrategy: template('problem'),
    plain: template('problem'),
    opening: text()
  }),
  score: z.strictObject({ ask: text().min(1), opening: text() }),
  select: z.strictObject({
    ask: template('problem', 'options'),
    option: template('letter'),
    opening: text(),
    /**
     * Most questions, with the options in another order each time: models that were not trained on one order are swayed
     * by an option's place.
     */
    rotations: added(z.int().min(1).max(3).default(1), 1)
  }),
  /** Written after a path that ended without an answer; the model completes the braces. */
  forced: text().endsWith('\\boxed{', 'must end with \\boxed{'),
  /** What ends a step. */
  delimiter: text().min(1),
  /** The marks of a thinking part, or null for models that answer directly. */
  thinking: z.strictObject({ open: text().min(1), close: text().min(1) }).nullable(),
  /**
   * The mean log probability of a prompt's tokens under the target below which the problem looks unlike all that the
   * models know, or null where that is not known. Only for models of a small world.
   */
  familiarity: z.number().max(0).nullable().default(null),
  /**
   * The same of the problem's tokens alone, without the words that every prompt has. Where it is known it decides instead,
   * since it tells more, and of a short problem above all.
   */
  problemFamiliarity: added(z.number().max(0).nullable().default(null), null),
  /** The scorer used unless another is asked for. */
  scorer: scorerSchema,
  thresholds: thresholdsSchema,
  /** The target's probability of a token below which it writes the rest of a rejected step itself. */
  weakToken: added(z.number().min(0).max(1).default(0.5), 0.5),
  /** What `ssr-adaptive` goes by, for each effort. */
  plans: added(plansSchema.default(DEFAULT_PLANS), DEFAULT_PLANS)
})
export type PromptProfile = z.infer<typeof promptProfileSchema>

/** Whether the models that are asked so are known to know a small world only. */
export function isOfSmallWorld({
  familiarity,
  problemFamiliarity
}: Pick<PromptProfile, 'familiarity' | 'problemFamiliarity'>): boolean {
  return familiarity !== null || problemFamiliarity !== null
}

/** Prompt profiles as files and stores keep them; their history. */
export const promptProfiles = documentKind({
  name: 'prompt profile',
  schema: promptProfileSchema,
  byHand: true,
  upcasters: []
})
