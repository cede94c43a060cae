import { z } from 'zod'

// What figures of kept documents can be. Beyond these no clock comes, no model and no reader: they are held to by whatever
// version reads them (documents/reading.ts).

/** A probability, or a part of a whole. Sums of what was computed with few digits are a little above 1. */
export const shareSchema = z.number().min(0).max(1.000001)

/** How much one share is above another. */
export const differenceSchema = z.number().min(-1).max(1)

/** On the scale of a scorer, whichever. */
export const scoreSchema = z.number().min(0).max(100)

/** One cost over another, or a weight of votes. */
export const ratioSchema = z.number().min(0).max(1e12)

/** Weights of a model. */
export const parametersSchema = z.number().positive().max(1e16)

/** A mean of tokens. */
export const meanTokensSchema = z.number().min(0).max(1e9)

/** Milliseconds that something took: three centuries at most. */
export const durationSchema = z.number().min(0).max(1e13)

/** As far as dates go, in milliseconds since 1970. */
export const LAST_MOMENT = 8.64e15
export const momentSchema = z.number().min(0).max(LAST_MOMENT)
