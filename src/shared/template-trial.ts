import { z } from 'zod'

/** How a model is asked, and what its chat template makes of a conversation. */
export const templateTrialSchema = z.strictObject({
  /** Where the form of its prompts comes from: a person, its file, or its tokens, which know ChatML or nothing. */
  from: z.enum(['person', 'file', 'chatml', 'plain']),
  /** Jinja; null where there is none. */
  template: z.string().nullable(),
  /** What stands around a thinking part, where the template knows one. */
  thinking: z.strictObject({ open: z.string(), close: z.string() }).nullable(),
  /** A sample conversation as it would be read; as far as it came, where the template is refused. */
  rendering: z.array(z.strictObject({ kind: z.enum(['markup', 'text']), text: z.string() })),
  /** Why the template cannot be used, as a sentence; null where it can. */
  refusal: z.string().nullable()
})
export type TemplateTrial = z.infer<typeof templateTrialSchema>
