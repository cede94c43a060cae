import { z } from 'zod'
import { outcomeSchema, type AttemptEvent, attemptEventSchema } from '../events.ts'
import { methodNameSchema } from '../options.ts'
import { runSummarySchema } from '../run-list.ts'
import { attemptStatusSchema, verdictSchema } from '../run-record.ts'

const count = z.int().nonnegative()

/** What happened in one attempt since the last batch; at most 20 come a second. */
export const liveBatchSchema = z.strictObject({
  run: z.string(),
  attempt: count,
  /** Number of the first event, to join what was read from the store to what follows live. */
  first: count,
  events: z.array(attemptEventSchema).readonly(),
  /** The newest text of each step that is being written; folded after the events. */
  progress: z.array(attemptEventSchema).readonly()
})
export type LiveBatch = z.infer<typeof liveBatchSchema>

/** At least so many events come at once where others follow: they are read, sent and folded within a few frames. Hardly an attempt has more. */
export const EVENTS_OF_A_PAGE = 2000

/** Checked where they are read from the store. Thousands come at once, and a second check would take as long again. */
const checkedEventsSchema = z.custom<readonly AttemptEvent[]>(Array.isArray)

/** One attempt with what is stored of it, its events a page at a time. Batches that follow are joined by the number of their first event. */
export const attemptSnapshotSchema = z.strictObject({
  run: z.string(),
  attempt: count,
  status: attemptStatusSchema,
  /** Whether its paths can be stopped one by one: they are being worked on here, and nothing is measured by them. */
  pathsStop: z.boolean(),
  method: methodNameSchema,
  problem: z.strictObject({
    text: z.string(),
    answer: z.string().nullable(),
    /** What its answers are; null where it does not say so. */
    answerKind: z.string().nullable()
  }),
  /** Number of the first of `events`. */
  first: count,
  events: checkedEventsSchema,
  /** Whether others are stored after them. */
  more: z.boolean(),
  verdict: verdictSchema.nullable(),
  /** Why the verdict is what it is, or what ended the attempt. */
  reason: z.string().nullable(),
  /** Why its run is not recorded and what ends that, in words; null where it is. */
  unrecorded: z.string().nullable(),
  /** Where a person gave the verdict: what the grader says, or null where it says nothing. */
  overruled: z.strictObject({ grader: verdictSchema.nullable() }).nullable(),
  /** The other attempts of this run at the same problem, in order. */
  others: z.array(z.strictObject({ attempt: count, method: methodNameSchema, repeat: count }))
})
export type AttemptSnapshot = z.infer<typeof attemptSnapshotSchema>

/** A run as the history shows it. */
export const runEntrySchema = runSummarySchema.extend({
  /** The problem of a run that has only one. */
  problem: z.string().nullable(),
  /** The known answer of that problem. */
  known: z.string().nullable(),
  /** Of such a run: the attempt to open, and how it ended. */
  single: z
    .strictObject({
      attempt: count,
      outcome: outcomeSchema.nullable(),
      answer: z.string().nullable(),
      verdict: verdictSchema.nullable(),
      /** Whether a person gave the verdict. */
      byHand: z.boolean(),
      gamma: z.number().nullable()
    })
    .nullable()
})
export type RunEntry = z.infer<typeof runEntrySchema>

/** Marks around each word that was found, in an excerpt. */
export const MATCH_BEGINS = '\u0002'
export const MATCH_ENDS = '\u0003'

/** A place where searched words occur. */
export const searchHitSchema = z.strictObject({
  run: z.string(),
  attempt: count,
  part: z.enum(['problem', 'answer', 'step']),
  path: count.nullable(),
  step: count.nullable(),
  /** The text around the words, which stand between the marks. */
  excerpt: z.string()
})
export type SearchHit = z.infer<typeof searchHitSchema>

/** What a person notes about a run; what is left out stays as it is. */
export const annotationSchema = z.strictObject({
  run: z.string(),
  starred: z.boolean().optional(),
  note: z.string().max(10_000).optional(),
  tags: z
    .strictObject({
      add: z.array(z.string().min(1).max(50)),
      remove: z.array(z.string())
    })
    .optional()
})
