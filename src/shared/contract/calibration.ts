import { z } from 'zod'
import { pairCalibrationSchema } from '../pair-calibration.ts'
import { targetCheckSchema } from '../target-check.ts'

const id = z.string().min(1)

/** A calibration, with what it says in words. */
export const calibrationPageSchema = z.strictObject({
  calibration: pairCalibrationSchema,
  conclusion: z.string(),
  promises: z.strictObject({ eco: z.string(), balanced: z.string(), thorough: z.string() })
})
export type CalibrationPage = z.infer<typeof calibrationPageSchema>

/** A calibration under way, or the last one that this process made. */
export const calibrationJobSchema = z.strictObject({
  /** Id of the pair. */
  pair: id,
  state: z.enum(['running', 'stopping', 'done', 'failed']),
  stage: z.enum(['loading', 'choosing', 'scorers', 'certifying']),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Milliseconds that are left, as far as that can be told. */
  left: z.number().nullable(),
  result: calibrationPageSchema.nullable(),
  /** Whether the result was kept for the pair. */
  kept: z.boolean(),
  failure: z.strictObject({ message: z.string(), hint: z.string().nullable() }).nullable()
})
export type CalibrationJob = z.infer<typeof calibrationJobSchema>

/** All that is known of whether a pair pays. */
export const pairPaysSchema = z.strictObject({
  /** What is used for the pair. */
  kept: calibrationPageSchema.nullable(),
  check: z
    .strictObject({
      check: targetCheckSchema,
      /** The scorer that it speaks for, and what a person should know. */
      best: z.string(),
      warning: z.string().nullable()
    })
    .nullable(),
  job: calibrationJobSchema.nullable(),
  /** Sets with enough answers to measure with. */
  sets: z.array(z.strictObject({ id, name: z.string(), count: z.int() }))
})
export type PairPays = z.infer<typeof pairPaysSchema>

export const calibrationRequestSchema = z.strictObject({
  pair: id,
  set: id,
  problems: z.int().min(10).max(100_000)
})
