import { z } from 'zod'

/** What a start asks of the machine. */
export const startSettingsSchema = z.strictObject({
  paths: z.int().min(1),
  /** Tokens of one path. */
  context: z.int().min(1),
  gpu: z.boolean()
})
export type StartSettings = z.infer<typeof startSettingsSchema>

/** What to change of a start, for a button or for flags: only what is to be other than it was. */
export const startOfferSchema = startSettingsSchema.partial()
export type StartOffer = z.infer<typeof startOfferSchema>

/** What to do at the next start with a pair, from how earlier ones ended. */
export const nextStartSchema = z.strictObject({
  offer: startOfferSchema,
  /** The person must say yes first: the models ended the process too often. */
  ask: z.boolean(),
  /** What happened, as a sentence; null where nothing did. */
  reason: z.string().nullable(),
  /** What to do, as a sentence; null where there is nothing to change. */
  advice: z.string().nullable()
})
export type NextStart = z.infer<typeof nextStartSchema>
