import { z } from 'zod'
import { appInfoSchema, appStatusSchema } from './contract/app.ts'
import {
  annotationSchema,
  attemptSnapshotSchema,
  liveBatchSchema,
  runEntrySchema,
  searchHitSchema
} from './contract/runs.ts'
import { solveRequestSchema, solveSetupSchema } from './contract/solve.ts'
import { settingsSchema } from './contract/settings.ts'

const nothing = z.void()
const run = z.string().min(1)
const attempt = z.int().nonnegative()

/** Everything that a page can ask for. A call that is not listed here does not exist; both sides of each are checked. */
export const calls = {
  'app.info': { input: nothing, output: appInfoSchema },
  'app.status': { input: nothing, output: appStatusSchema },

  'settings.read': { input: nothing, output: settingsSchema },
  'settings.write': { input: settingsSchema, output: nothing },

  'solve.setup': { input: nothing, output: solveSetupSchema },
  'solve.start': {
    input: solveRequestSchema,
    output: z.strictObject({ run, attempt })
  },

  'runs.stop': { input: z.strictObject({ run }), output: nothing },
  'runs.list': {
    input: z.strictObject({
      search: z.string().max(500).default(''),
      deleted: z.boolean().default(false)
    }),
    output: z.array(runEntrySchema)
  },
  'runs.search': {
    input: z.strictObject({ text: z.string().max(500) }),
    output: z.array(searchHitSchema)
  },
  'runs.delete': { input: z.strictObject({ run }), output: nothing },
  'runs.undelete': { input: z.strictObject({ run }), output: nothing },
  'runs.annotate': { input: annotationSchema, output: nothing },
  'attempts.open': {
    /** `from`: number of the first event wanted, for a reader who has the earlier ones. */
    input: z.strictObject({ run, attempt, from: z.int().nonnegative().default(0) }),
    output: attemptSnapshotSchema
  }
} as const

/** Everything that a page is told without asking. */
export const pushes = {
  'app.status': appStatusSchema,
  'runs.batch': liveBatchSchema,
  'runs.changed': z.strictObject({ run })
} as const

type Calls = typeof calls
export type CallName = keyof Calls
/** What a caller gives, before defaults are filled in. */
export type CallerInput<N extends CallName> = z.input<Calls[N]['input']>
export type Input<N extends CallName> = z.output<Calls[N]['input']>
export type Output<N extends CallName> = z.output<Calls[N]['output']>

export type PushName = keyof typeof pushes
export type Push<N extends PushName> = z.output<(typeof pushes)[N]>
