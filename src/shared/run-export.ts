import { z } from 'zod'
import { outcomeSchema, ratiosSchema, runEventSchema } from './events.ts'
import { methodNameSchema } from './options.ts'
import { problemSchema } from './problem-set.ts'
import { promptProfileSchema } from './prompt-profile.ts'
import { attemptStatusSchema, policySchema, runConfigSchema, verdictSchema } from './run-record.ts'
import { runReportSchema } from './run-report.ts'
import { strategyPoolSchema } from './strategy-pool.ts'

const time = z.int().nonnegative()

/** What the store knows of an attempt besides its events; times are milliseconds since 1970. */
export const exportedAttemptSchema = z.strictObject({
  /** Position of the problem in the run. */
  problem: z.int().nonnegative(),
  method: methodNameSchema,
  repeat: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  status: attemptStatusSchema.exclude(['running']),
  startedAt: time,
  finishedAt: time.nullable(),
  outcome: outcomeSchema.nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  wallMs: z.number().nonnegative().nullable(),
  ratios: ratiosSchema.nullable(),
  /** Every verdict that was given, the one in force last. */
  grades: z.array(
    z.strictObject({
      verdict: verdictSchema,
      policy: policySchema.nullable(),
      reason: z.string(),
      givenAt: time
    })
  )
})
export type ExportedAttempt = z.infer<typeof exportedAttemptSchema>

const usageSchema = z.strictObject({
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative()
})

/** One attempt, in the shape of an Inspect EvalSample. */
export const exportedSampleSchema = z.strictObject({
  id: z.string(),
  /** The repeat, counted from 1. */
  epoch: z.int().positive(),
  uuid: z.string(),
  input: z.string(),
  target: z.string().nullable(),
  output: z.strictObject({ completion: z.string().nullable() }),
  scores: z.record(
    z.string(),
    z.strictObject({
      /** Correct, incorrect or not gradable. */
      value: z.enum(['C', 'I', 'N']),
      answer: z.string().nullable(),
      explanation: z.string()
    })
  ),
  metadata: exportedAttemptSchema,
  events: z.array(runEventSchema),
  role_usage: z.strictObject({ draft: usageSchema, target: usageSchema }),
  /** Seconds. */
  total_time: z.number().nonnegative().nullable(),
  error: z.strictObject({ message: z.string() }).nullable(),
  limit: z.strictObject({ type: z.enum(['time', 'context']) }).nullable()
})
export type ExportedSample = z.infer<typeof exportedSampleSchema>

/** A whole run as one document, in the shape of an Inspect EvalLog; `tandem` holds what that shape has no place for. */
export const runExportSchema = z.strictObject({
  version: z.literal(2),
  status: z.enum(['started', 'success', 'cancelled', 'error']),
  eval: z.strictObject({
    run_id: z.string(),
    created: z.string(),
    task: z.string(),
    dataset: z.strictObject({ name: z.string().nullable(), samples: z.int().nonnegative() }),
    model: z.string(),
    model_roles: z.strictObject({ draft: z.string(), target: z.string() }),
    config: z.strictObject({ epochs: z.int().positive(), limit: z.int().positive().nullable() }),
    packages: z.record(z.string(), z.string())
  }),
  results: runReportSchema,
  stats: z.strictObject({ started_at: z.string().nullable(), completed_at: z.string().nullable() }),
  error: z.strictObject({ message: z.string() }).nullable(),
  tandem: z.strictObject({
    format: z.literal(1),
    seed: z.int().nonnegative(),
    planned: z.int().nonnegative(),
    /** Milliseconds; documents of the first version do not say. */
    forecastMs: z.number().nonnegative().nullable().default(null),
    status: z.enum(['waiting', 'stopped', 'failed', 'interrupted', 'finished']),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    config: runConfigSchema,
    problems: z.array(problemSchema),
    prompts: promptProfileSchema,
    strategies: strategyPoolSchema,
    tags: z.array(z.string()),
    starred: z.boolean(),
    note: z.string(),
    /** First halves of attempts that were cut off, and attempts that were tried again. They count for nothing. */
    evidence: z.array(exportedSampleSchema)
  }),
  samples: z.array(exportedSampleSchema)
})
export type RunExport = z.infer<typeof runExportSchema>
