import { z } from 'zod'
import { methodNameSchema } from './options.ts'
import { runStatusSchema } from './run-record.ts'

/** A run as a list shows it. Times are ISO 8601. */
export const runSummarySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['benchmark', 'solve']),
  /** Id of the problem set; null for a problem that was typed in. */
  set: z.string().nullable(),
  /** What people call it; null as well where its configuration cannot be read. */
  setName: z.string().nullable(),
  methods: z.array(methodNameSchema),
  /** Names of the models; null where the configuration cannot be read. */
  pair: z.strictObject({ target: z.string(), draft: z.string() }).nullable(),
  seed: z.int().nonnegative(),
  /** pass@1 of each method so far, as its report says it. */
  accuracy: z.array(
    z.strictObject({ method: methodNameSchema, accuracy: z.number().min(0).max(1) })
  ),
  status: runStatusSchema,
  attempts: z.strictObject({
    /** Settled, failed ones included. */
    done: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    total: z.int().nonnegative()
  }),
  created: z.string(),
  started: z.string().nullable(),
  finished: z.string().nullable(),
  tags: z.array(z.string()),
  starred: z.boolean(),
  note: z.string(),
  /** Why it stopped, where an error stopped it. */
  failure: z.string().nullable(),
  /** Why this version cannot read its configuration; null where it can. The set and methods are unknown then. */
  unreadable: z.string().nullable()
})
export type RunSummary = z.infer<typeof runSummarySchema>

/** What `tandem runs --json` prints. */
export interface RunList {
  readonly runs: readonly RunSummary[]
}
