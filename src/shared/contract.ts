import { z } from 'zod'
import { importModeSchema, fitSchema, savedPairSchema } from './model-library.ts'
import { attemptOutcomeSchema } from './attempt-outcomes.ts'
import { nextStartSchema } from './next-start.ts'
import {
  importPreviewSchema,
  problemSetInfoSchema,
  problemSetSummarySchema,
  problemSchema
} from './problem-set.ts'
import { leaderboardSchema } from './leaderboard.ts'
import { manyComparisonSchema, MOST_COMPARED } from './many-comparison.ts'
import { promptProfileSchema } from './prompt-profile.ts'
import { runChartsSchema } from './run-charts.ts'
import { strategyPoolSchema } from './strategy-pool.ts'
import { templateTrialSchema } from './template-trial.ts'
import {
  attemptPairsRequestSchema,
  attemptPairsSchema,
  runComparisonSchema
} from './run-comparison.ts'
import {
  benchmarkRequestSchema,
  exportFormatSchema,
  forecastSchema,
  runDetailSchema,
  textFileSchema
} from './contract/benchmark.ts'
import {
  calibrationJobSchema,
  calibrationRequestSchema,
  pairPaysSchema
} from './contract/calibration.ts'
import {
  cataloguePageSchema,
  downloadRequestSchema,
  downloadSchema,
  downloadsPageSchema
} from './contract/downloads.ts'
import {
  definitionKindSchema,
  definitionsPageSchema,
  previewRequestSchema,
  promptPreviewSchema
} from './contract/definitions.ts'
import { findingSchema, licencesSchema } from './contract/diagnostics.ts'
import {
  draftChoiceSchema,
  fitRequestSchema,
  modelListSchema,
  wordsChangeSchema
} from './contract/models.ts'
import {
  answerKindInfoSchema,
  chosenFileSchema,
  importFileSchema,
  readingProgressSchema,
  setPageSchema,
  uploadPartSchema,
  uploadRequestSchema,
  uploadSchema
} from './contract/sets.ts'
import {
  examineRequestSchema,
  keepServerRequestSchema,
  serverListSchema
} from './contract/model-servers.ts'
import { serverExaminationSchema } from './named-server.ts'
import { startRequestSchema } from './contract/engine.ts'
import { appInfoSchema, appStatusSchema } from './contract/app.ts'
import {
  annotationSchema,
  attemptSnapshotSchema,
  liveBatchSchema,
  runEntrySchema,
  searchHitSchema
} from './contract/runs.ts'
import {
  forkRequestSchema,
  lengthRequestSchema,
  problemLengthSchema,
  solveRequestSchema,
  solveSetupSchema
} from './contract/solve.ts'
import {
  answersSchema,
  judgementRequestSchema,
  personalJudgementSchema,
  regradeRequestSchema,
  regradingSchema,
  tagCountSchema
} from './contract/judging.ts'
import { runWhatIfSchema } from './contract/what-if.ts'
import { serverStartSchema, serverStatusSchema } from './contract/server.ts'
import { languageSchema, settingsSchema } from './contract/settings.ts'

const nothing = z.void()
const id = z.string().min(1)
const run = z.string().min(1)
const attempt = z.int().nonnegative()

/** Everything that a page can ask for. A call that is not listed here does not exist; both sides of each are checked. */
export const calls = {
  'app.info': { input: nothing, output: appInfoSchema },
  'app.status': { input: nothing, output: appStatusSchema },
  /** What became of a damaged store, a sentence or two each, until somebody acknowledges it. */
  'app.incidents': { input: nothing, output: z.array(z.string()) },
  'app.acknowledge': { input: nothing, output: nothing },
  'app.licences': { input: nothing, output: licencesSchema },
  /** What works on this machine and what does not; looks anew each time. */
  'diagnostics.examine': { input: nothing, output: z.array(findingSchema) },
  /** A file to send when something went wrong: without the texts of problems unless they are wanted. */
  'diagnostics.make': { input: z.strictObject({ problems: z.boolean() }), output: textFileSchema },

  'settings.read': { input: nothing, output: settingsSchema },
  'settings.write': { input: settingsSchema, output: nothing },

  /** Whether programs of this machine are answered; each answers with how it is from then on. */
  'server.status': { input: nothing, output: serverStatusSchema },
  'server.start': { input: serverStartSchema, output: serverStatusSchema },
  'server.stop': { input: nothing, output: serverStatusSchema },

  'solve.setup': { input: nothing, output: solveSetupSchema },
  'solve.start': {
    input: solveRequestSchema,
    output: z.strictObject({ run, attempt })
  },

  /** Null where the pair is not loaded, and the problem is so short that it need not be. */
  'solve.length': { input: lengthRequestSchema, output: problemLengthSchema.nullable() },

  'attempts.fork': { input: forkRequestSchema, output: z.strictObject({ run, attempt }) },

  /** One path of an attempt that this process works on; the others go on. */
  'runs.stop-path': {
    input: z.strictObject({ run, attempt, path: z.int().nonnegative() }),
    output: nothing
  },
  /** For each answer the number of the group of equal answers that it is in. */
  'answers.group': { input: answersSchema, output: z.array(z.int().nonnegative()) },

  'runs.stop': { input: z.strictObject({ run }), output: nothing },
  'runs.list': {
    input: z.strictObject({
      search: z.string().max(500).default(''),
      tag: z.string().nullable().default(null),
      starred: z.boolean().default(false),
      outcome: attemptOutcomeSchema.nullable().default(null),
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
  /** Records what is in memory only, where there is room for it by now. */
  'runs.record': { input: nothing, output: nothing },
  'runs.read': { input: z.strictObject({ run }), output: runEntrySchema },
  'runs.annotate': { input: annotationSchema, output: nothing },
  'tags.list': { input: nothing, output: z.array(tagCountSchema) },
  'runs.regrade': { input: regradeRequestSchema, output: regradingSchema },
  /** Answers with the person's judgement until then. */
  'attempts.judge': { input: judgementRequestSchema, output: personalJudgementSchema },
  /** The attempts of a run that ended so, in the order of its problems. */
  'runs.attempts-with': {
    input: z.strictObject({ run, outcome: attemptOutcomeSchema }),
    output: z.array(attempt)
  },
  'runs.detail': { input: z.strictObject({ run }), output: runDetailSchema },
  'runs.charts': { input: z.strictObject({ run }), output: runChartsSchema },
  /** What other thresholds would have done; reads every step. */
  'runs.what-if': { input: z.strictObject({ run }), output: runWhatIfSchema },
  'runs.leaderboard': { input: nothing, output: leaderboardSchema },
  'runs.compare': { input: z.strictObject({ a: run, b: run }), output: runComparisonSchema },
  /** Two to five runs on the problems that all have, each against the first. */
  'runs.compare-many': {
    input: z.strictObject({ runs: z.array(run).min(2).max(MOST_COMPARED) }),
    output: manyComparisonSchema
  },
  'runs.pairs': { input: attemptPairsRequestSchema, output: attemptPairsSchema },
  'runs.export': {
    input: z.strictObject({ run, format: exportFormatSchema, language: languageSchema }),
    output: textFileSchema
  },
  'benchmarks.forecast': { input: benchmarkRequestSchema, output: forecastSchema },
  'benchmarks.start': { input: benchmarkRequestSchema, output: z.strictObject({ run }) },
  'benchmarks.advance': {
    input: z.strictObject({ run, places: z.int() }),
    output: nothing
  },
  /** Lets the benchmarks go on that were left when Tandem was closed. */
  'benchmarks.go-on': { input: nothing, output: nothing },
  'benchmarks.resume': {
    input: z.strictObject({
      run,
      retryErrors: z.boolean().default(false),
      loadAnyway: z.boolean().default(false)
    }),
    output: nothing
  },

  'sets.list': { input: nothing, output: z.array(problemSetSummarySchema) },
  'sets.read': {
    input: z.strictObject({ id, first: z.int().nonnegative() }),
    output: setPageSchema
  },
  'sets.kinds': { input: nothing, output: z.array(answerKindInfoSchema) },
  /** A file is sent once, in parts, and is there for previews and one import until it is discarded. */
  'uploads.begin': { input: uploadRequestSchema, output: uploadSchema },
  'uploads.part': { input: uploadPartSchema, output: nothing },
  /** Stops what reads it, too. */
  'uploads.discard': { input: uploadSchema, output: nothing },
  'sets.preview': { input: chosenFileSchema, output: importPreviewSchema },
  'sets.import': { input: importFileSchema, output: z.strictObject({ id }) },
  /** A set begins with its first problem. */
  'sets.create': {
    input: problemSetInfoSchema
      .pick({ name: true, description: true })
      .extend({ problem: problemSchema }),
    output: z.strictObject({ id })
  },
  'sets.put': { input: z.strictObject({ id, problem: problemSchema }), output: nothing },
  'sets.remove': { input: z.strictObject({ id, problem: z.string() }), output: nothing },
  'sets.delete': { input: z.strictObject({ id }), output: nothing },
  /** Only one that was deleted a moment ago. */
  'sets.undelete': { input: z.strictObject({ id }), output: nothing },
  'sets.export': { input: z.strictObject({ id }), output: textFileSchema },

  'models.list': { input: nothing, output: modelListSchema },
  'models.scan': { input: nothing, output: modelListSchema },
  'models.add': {
    input: z.strictObject({ path: z.string().min(1), mode: importModeSchema }),
    output: modelListSchema
  },
  'models.remove': { input: z.strictObject({ id }), output: modelListSchema },
  'models.add-folder': { input: z.strictObject({ folder: id }), output: modelListSchema },
  'models.remove-folder': { input: z.strictObject({ folder: id }), output: modelListSchema },
  'models.verify': {
    input: z.strictObject({ id }),
    output: z.strictObject({
      outcome: z.enum(['matches', 'differs', 'unknown']),
      sha256: z.string()
    })
  },
  /** How it would be asked after the change; nothing is kept. */
  'models.try-words': { input: wordsChangeSchema, output: templateTrialSchema },
  'models.edit': { input: wordsChangeSchema, output: modelListSchema },
  /** Shows its first file in the system's file manager. */
  'models.reveal': { input: z.strictObject({ id }), output: nothing },
  'models.fit': { input: fitRequestSchema, output: fitSchema },
  /** Models on servers. The first asks and keeps nothing; what is kept was met before. */
  'model-servers.examine': { input: examineRequestSchema, output: serverExaminationSchema },
  'model-servers.list': { input: nothing, output: serverListSchema },
  'model-servers.keep': { input: keepServerRequestSchema, output: serverListSchema },
  'model-servers.test': { input: z.strictObject({ id }), output: serverListSchema },
  'model-servers.remove': { input: z.strictObject({ id }), output: serverListSchema },
  'pairs.drafts': {
    input: z.strictObject({ target: id }),
    output: z.array(draftChoiceSchema)
  },
  /** Whether a pair pays: what is known, and measuring it. */
  'calibration.read': { input: z.strictObject({ pair: id }), output: pairPaysSchema },
  'calibration.start': { input: calibrationRequestSchema, output: nothing },
  /** Concludes from what there is; resolves when that is done. */
  'calibration.stop': { input: nothing, output: nothing },
  'calibration.keep': { input: z.strictObject({ pair: id }), output: pairPaysSchema },
  'calibration.forget': { input: z.strictObject({ pair: id }), output: pairPaysSchema },
  'engine.next-start': { input: startRequestSchema, output: nextStartSchema },
  'pairs.save': { input: savedPairSchema.omit({ id: true }), output: savedPairSchema },
  'pairs.remove': { input: z.strictObject({ id }), output: nothing },

  'definitions.read': { input: nothing, output: definitionsPageSchema },
  'definitions.preview': { input: previewRequestSchema, output: z.array(promptPreviewSchema) },
  'definitions.save-prompts': { input: promptProfileSchema, output: nothing },
  'definitions.save-strategies': { input: strategyPoolSchema, output: nothing },
  'definitions.remove': {
    input: z.strictObject({ kind: definitionKindSchema, id }),
    output: nothing
  },

  'catalogue.read': { input: nothing, output: cataloguePageSchema },
  'downloads.list': { input: nothing, output: downloadsPageSchema },
  'downloads.start': { input: downloadRequestSchema, output: downloadSchema },
  'downloads.pause': { input: z.strictObject({ id }), output: nothing },
  'downloads.resume': { input: z.strictObject({ id }), output: downloadSchema },
  'downloads.cancel': { input: z.strictObject({ id }), output: nothing },
  'downloads.set-token': {
    input: z.strictObject({ token: z.string().trim().min(1).max(500).nullable() }),
    output: nothing
  },

  /** One attempt as a file to hand on. */
  'attempts.share': {
    input: z.strictObject({ run, attempt, language: languageSchema }),
    output: textFileSchema
  },
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
  'downloads.changed': z.array(downloadSchema),
  'calibration.changed': calibrationJobSchema,
  'uploads.progress': readingProgressSchema,
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
