import { z } from 'zod'
import { comparisonSchema } from './run-report.ts'
import { settingSchema } from './setting.ts'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)

/** One method with one pair and one setting, over all runs that tried it on a board's problems. */
export const boardRowSchema = z.strictObject({
  /** From 1; null where not every problem of the board was tried, or none has a known answer. */
  place: z.int().positive().nullable(),
  method: z.string(),
  pair: z.strictObject({ target: z.string(), draft: z.string() }),
  /** What sets it apart from other rows of the same method and pair; may be empty. */
  settings: z.array(settingSchema),
  /** Ids, the newest first. */
  runs: z.array(z.string()).min(1),
  attempts: count,
  /** Further attempts, which the engine failed: left out of all figures. */
  leftOut: count,
  /** Problems that were tried. */
  problems: count,
  right: count,
  /** Mean over problems of their share of right attempts; null where none has an answer to compare with. */
  accuracy: share.nullable(),
  /** 95 %, exact on the effective number of problems. */
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** Mean of an attempt in milliseconds; null where its runs were made on different machines. */
  wallMs: z.number().nonnegative().nullable(),
  /** Share of the judged drafts that stood. */
  acceptance: share.nullable(),
  /** It minus the first row, problem by problem; null for the first itself and for rows without a place. */
  againstFirst: comparisonSchema.nullable()
})
export type BoardRow = z.infer<typeof boardRowSchema>

/** Rows that can be held against each other: the same problems, graded alike, sampled alike. */
export const boardSchema = z.strictObject({
  /** Of the problems, the grading and the sampling together; the same on every machine. */
  id: z.string(),
  set: z.string(),
  problems: count,
  /** What all rows have in common: how they were graded and sampled. */
  conditions: z.array(settingSchema),
  rows: z.array(boardRowSchema).min(1)
})
export type Board = z.infer<typeof boardSchema>

/** What `tandem leaderboard --json` prints: the board with the newest run first. */
export const leaderboardSchema = z.strictObject({
  /** Whether attempts that the engine failed count as not right, instead of being left out. */
  countFailures: z.boolean(),
  boards: z.array(boardSchema)
})
export type Leaderboard = z.infer<typeof leaderboardSchema>
