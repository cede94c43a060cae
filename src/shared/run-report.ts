import { z } from 'zod'
import { purposeSchema } from './cost.ts'
import { methodNameSchema } from './options.ts'
import { verdictSchema } from './run-record.ts'

const ratio = z.number().nonnegative().nullable()
const share = z.number().min(0).max(1).nullable()
const interval = z.strictObject({ low: z.number(), high: z.number() })

const tokensSchema = z.strictObject({
  total: z.int().nonnegative(),
  draft: z.partialRecord(purposeSchema, z.strictObject({ prefilled: z.int(), decoded: z.int() })),
  target: z.partialRecord(purposeSchema, z.strictObject({ prefilled: z.int(), decoded: z.int() }))
})

/** One method's figures over the problems of a run. Shares are of 1. Null: nothing to compute it from. */
export const methodReportSchema = z.strictObject({
  /** Settled attempts. */
  n: z.int().nonnegative(),
  /** Problems with a settled attempt. */
  problems: z.int().nonnegative(),
  correct: z.int().nonnegative(),
  /** Counted as not right, and shown apart. */
  ungradable: z.int().nonnegative(),
  /** Attempts that an error ended; counted as not right, but for those that are left out. */
  failed: z.int().nonnegative(),
  /** Of these, those that the engine failed, which says nothing of the method: left out of all accuracy. */
  leftOut: z.int().nonnegative(),
  /** pass@1: the mean over problems of their share of right attempts. */
  accuracy: share,
  /** Standard error of `accuracy`, clustered by problem; null also where the problems show no spread. */
  se: z.number().nonnegative().nullable(),
  /** 95 %, exact (Clopper and Pearson) on the effective number of problems. */
  interval: interval.nullable(),
  /** The k of `majK` and `passK`: attempts of every problem. */
  k: z.int().positive(),
  majK: share,
  passK: share,
  /** Drafted steps that the target judged, and the share of them that stood. */
  judged: z.int().nonnegative(),
  acceptance: share,
  /** FLOPs of all tokens over the baseline's on the same problems. */
  gamma: ratio,
  /** Decoded tokens, the draft's weighted by alpha, over the baseline's: our reconstruction of the published convention. */
  gammaDecode: ratio,
  /** The parts of `gamma`: they sum to it. */
  gammaParts: z.array(
    z.strictObject({
      model: z.enum(['draft', 'target']),
      purpose: purposeSchema,
      value: z.number()
    })
  ),
  /** The parts of `gammaDecode`: draft and target. */
  gammaDecodeParts: z.strictObject({ draft: z.number(), target: z.number() }).nullable(),
  wallRatio: ratio,
  /** Whether the baseline of the ratios ran on the same problems in this run. */
  baseline: z.enum(['measured', 'estimated']).nullable(),
  /** Mean of an attempt. */
  wallMs: z.number().nonnegative().nullable(),
  tokens: tokensSchema
})
export type MethodReport = z.infer<typeof methodReportSchema>

/** A method against another on the same problems. */
export const comparisonSchema = z.strictObject({
  method: z.string(),
  against: z.string(),
  problems: z.int().nonnegative(),
  /** Mean over problems of the difference in accuracy. */
  difference: z.number(),
  se: z.number().nonnegative().nullable(),
  /** 95 % or more, adjusted as `pAdjusted` is: it leaves out 0 exactly where that is below .05. */
  interval,
  /** The larger of the exact sign-flip test's and the interval's own. */
  p: z.number(),
  /**
   * `interval`: too many attempts to count every choice of signs, so the interval alone was asked. The last two are in
   * documents of earlier versions.
   */
  test: z.enum(['sign-flip', 'interval', 'mcnemar', 'paired-bootstrap']),
  /** Adjusted for the number of comparisons (Holm). */
  pAdjusted: z.number(),
  significant: z.boolean(),
  /** The same in words. */
  conclusion: z.string()
})
export type PairedComparison = z.infer<typeof comparisonSchema>

/** What `tandem bench --json` and `tandem report --json` print. */
export const runReportSchema = z.strictObject({
  run: z.string(),
  set: z.string().nullable(),
  /** Whether attempts that the engine failed count as not right, instead of being left out of accuracy. */
  countFailures: z.boolean(),
  methods: z.partialRecord(methodNameSchema, methodReportSchema),
  attempts: z.array(
    z.strictObject({
      problem: z.string(),
      method: methodNameSchema,
      repeat: z.int().nonnegative(),
      answer: z.string().nullable(),
      /** Null where the answer could not be graded, or the problem has no answer to compare with. */
      correct: z.boolean().nullable(),
      wallMs: z.number().nonnegative().nullable(),
      verdict: verdictSchema.nullable(),
      /** The kind of error, where there was one. */
      error: z.string().nullable()
    })
  ),
  comparisons: z.array(comparisonSchema)
})
export type RunReport = z.infer<typeof runReportSchema>

/** A report without its single attempts, of which there can be tens of thousands. */
export const runFiguresSchema = runReportSchema.omit({ attempts: true })
export type RunFigures = z.infer<typeof runFiguresSchema>
