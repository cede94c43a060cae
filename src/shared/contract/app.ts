import { z } from 'zod'

const bytes = z.number().nonnegative()

/** What does not change while the app runs. */
export const appInfoSchema = z.strictObject({
  version: z.string(),
  door: z.enum(['window', 'web']),
  dataFolder: z.string(),
  /** Why nothing in the store can be changed, in words, or null. */
  readOnly: z.string().nullable(),
  versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  hardware: z.strictObject({ cpu: z.string(), cores: z.int().positive(), memory: bytes })
})
export type AppInfo = z.infer<typeof appInfoSchema>

/** A model that is ready, and the size of its weights. */
const loadedModelSchema = z.strictObject({
  name: z.string(),
  bytes,
  /** Host and port of the server that it is on; null for one in memory. */
  host: z.string().nullable()
})

/** A run that is being worked on. The page says it in its language. */
const jobSchema = z.strictObject({
  run: z.string(),
  kind: z.enum(['solve', 'benchmark']),
  /** Who began it: a page of this process, a program through the API, or another process by its door. */
  by: z.enum(['page', 'program', 'terminal', 'browser', 'window', 'elsewhere']),
  /** How far a benchmark of this process is; null before its first attempt, and of all else. */
  progress: z
    .strictObject({ name: z.string(), done: z.int().nonnegative(), total: z.int().nonnegative() })
    .nullable()
})
export type RunningJob = z.infer<typeof jobSchema>

/** What the status bar shows. */
export const appStatusSchema = z.strictObject({
  /** The pair whose weights are in memory, or null. */
  pair: z
    .strictObject({
      target: loadedModelSchema,
      draft: loadedModelSchema,
      device: z.string(),
      /** What the process that holds both takes. */
      memory: bytes
    })
    .nullable(),
  memory: z.strictObject({ free: bytes, total: bytes }),
  jobs: z.array(jobSchema).readonly(),
  /** Ids of the benchmarks that wait for their turn, the next one first. */
  queue: z.array(z.string()).readonly(),
  /** How many of them were left when Tandem was closed, and go on when somebody says so. */
  held: z.int().nonnegative(),
  /** Runs that the system did not let be recorded, such as on a full disk, and why; the newest first. They go with the program. */
  unrecorded: z.array(z.strictObject({ run: z.string(), reason: z.string() })).readonly(),
  /** Downloads that the person started; while it is 0 no request leaves the machine. */
  downloads: z.int().nonnegative()
})
export type AppStatus = z.infer<typeof appStatusSchema>
