import { z } from 'zod'
import { documentKind } from '../documents/document-kind.ts'

/** The languages that the window speaks. */
export const languageSchema = z.enum(['en', 'de'])
export type Language = z.infer<typeof languageSchema>

/** How the page looks and behaves, kept in the store so that both doors agree. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', ...languageSchema.options]).default('system'),
  /** Single-letter keys (j, k, r, d ...) in the viewers. */
  letterKeys: z.boolean().default(true),
  /** Show the texts as the models wrote them, without typeset formulas. */
  rawText: z.boolean().default(false),
  /** Whether the system tells when a long run ends while nobody looks at the window. */
  notify: z.boolean().default(false),
  /** Whether benchmarks that were left when Tandem was closed go on by themselves at the next start. */
  goOnAtStart: z.boolean().default(false)
})
export type Settings = z.infer<typeof settingsSchema>

/** The page's settings as stores keep them; their history. */
export const pageSettings = documentKind({
  name: 'settings of the page',
  schema: settingsSchema,
  upcasters: []
})
