import { z } from 'zod'
import { atOnceSchema } from '../at-once.ts'
import { failureSchema } from '../failure.ts'
import { methodNameSchema, solveOptionsSchema } from '../options.ts'
import { attemptStatusSchema, verdictSchema } from '../run-record.ts'
import { runFiguresSchema } from '../run-report.ts'
import { loadingSchema } from './engine.ts'
import { runEntrySchema } from './runs.ts'

const id = z.string().min(1)
const count = z.int().nonnegative()

/** A benchmark to be run: a set, methods, repeats. */
export const benchmarkRequestSchema = z.strictObject({
  set: id,
  methods: z.array(methodNameSchema).min(1, 'choose a method'),
  repeats: z.int().min(1).max(1000),
  /** Only so many problems, drawn with the seed; null for all. */
  sample: z.int().positive().nullable(),
  options: solveOptionsSchema,
  pair: id,
  prompts: id,
  strategies: id,
  /** Attempts that are made at the same time; as many as suit the pair where it is left out. */
  parallel: atOnceSchema.optional(),
  loading: loadingSchema.optional()
})
export type BenchmarkRequest = z.infer<typeof benchmarkRequestSchema>

/** How long a benchmark will take, from what attempts of the same methods took in earlier runs. */
export const forecastSchema = z.strictObject({
  attempts: count,
  /** Null where no method of it was run before. */
  ms: z.number().nonnegative().nullable(),
  /** Methods without an earlier attempt: the mean of the others stands for them. */
  unknown: z.array(methodNameSchema)
})
export type Forecast = z.infer<typeof forecastSchema>

/** One attempt in the grid of a run. */
export const gridAttemptSchema = z.strictObject({
  attempt: count,
  /** Position of the problem in the run. */
  problem: count,
  method: methodNameSchema,
  repeat: count,
  status: attemptStatusSchema,
  answer: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  /** Whether a person gave the verdict. */
  byHand: z.boolean(),
  error: z.string().nullable(),
  wallMs: z.number().nullable()
})
export type GridAttempt = z.infer<typeof gridAttemptSchema>

/** A run with its figures, as far as it is. */
export const runDetailSchema = z.strictObject({
  entry: runEntrySchema,
  report: runFiguresSchema,
  problems: z.array(
    z.strictObject({ id: z.string(), text: z.string(), answer: z.string().nullable() })
  ),
  grid: z.array(gridAttemptSchema),
  repeats: count,
  /** Numbers of attempts at once that were tried, where they are measured, with the tokens a second that were measured. */
  atOnce: z.array(z.strictObject({ attempts: count, tokensPerSecond: z.number().nullable() })),
  /** Milliseconds: expected when the run was made, where anything was known then; and spent so far, pauses left out. */
  time: z.strictObject({
    forecastMs: z.number().nonnegative().nullable(),
    spentMs: z.number().nonnegative()
  }),
  pair: z.strictObject({ target: z.string(), draft: z.string(), device: z.string() }),
  /** Why it stopped, where an error stopped it. The code tells what only where that happened in this process. */
  failure: failureSchema.nullable(),
  /** How many others come before it in this process's queue; null where it does not wait there. */
  ahead: count.nullable(),
  /** Whether it waits since Tandem was closed, and goes on when somebody says so. */
  isHeld: z.boolean(),
  /** While this process works on it. */
  progress: z
    .strictObject({
      etaMs: z.number().nullable(),
      /** The attempts that are being made, in the order in which they began. */
      underWay: z.array(z.strictObject({ problem: count, method: methodNameSchema })),
      /** Tokens that the models write, of all attempts together; null before the first. */
      tokensPerSecond: z.number().nullable(),
      /** How often servers had to be asked again. */
      retries: count
    })
    .nullable()
})
export type RunDetail = z.infer<typeof runDetailSchema>

/** `raw` is what the store holds, of a run that cannot be read. */
export const exportFormatSchema = z.enum(['json', 'jsonl', 'csv', 'markdown', 'html', 'raw'])

/** A file for the person to keep. */
export const textFileSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  text: z.string()
})
