import { Option, type Command } from 'commander'
import {
  draftAheadSchema,
  HIGHEST_SEED,
  METHOD_NAMES,
  rewriteSchema,
  voteWeightSchema,
  type MethodName,
  type SolveOptions
} from '../../../shared/options.ts'
import { newSeed } from '../../../shared/new-seed.ts'
import { EFFORTS, type Effort } from '../../../shared/plan.ts'
import { SCORER_NAMES, SCORERS } from '../../../shared/scorers/scorers.ts'
import { USUAL_EFFORT } from '../../../shared/suited-options.ts'
import { STOP_RULE_NAMES, STOP_RULES } from '../../../shared/stop-rules.ts'
import type { AttemptSetup } from '../../actions/attempt-setup.ts'
import { type ChosenOptions, USUAL_OPTIONS } from '../../actions/default-options.ts'
import { type Knowing, suitedSetup } from '../../actions/suited-setup.ts'
import { characterLines, samplingLine } from '../../models/suited.ts'
import { KnownNameOption } from './completion/known-name.ts'
import { numberFlag, wholeNumberFlag } from './flag-values.ts'
import { addModelOptions, chooseModels, type ModelFlags } from './model-options.ts'

/** What the flags of `solve` say, as commander hands them over. */
export interface SolveFlags extends ModelFlags {
  method?: MethodName
  paths?: number
  threshold?: number
  scorer?: SolveOptions['scorer']
  selection: SolveOptions['selection']
  stop?: SolveOptions['stop']
  vote?: SolveOptions['vote']
  rewrite?: SolveOptions['rewrite']
  weakToken?: number
  draftAhead?: SolveOptions['draftAhead']
  effort: Effort
  temperature?: number
  topP?: number
  topK?: number
  /** False where a model that thinks is to answer at once. */
  thinking?: boolean
  maxStepTokens: number
  maxTokens: number
  seed?: number
  strategies?: string
  prompts?: string
  /** False where what was measured of the models is to be ignored. */
  calibration?: boolean
  exact?: boolean
  timeLimit?: number
}

/** All that one attempt needs, resolved from flags and defaults, and what people should know of it. */
export interface NoticedSetup {
  readonly setup: AttemptSetup
  /** What kind of model the target is, and how it is sampled; empty for the bundled pair. */
  readonly notices: readonly string[]
}

/** Adds every option that decides how a problem is solved; `bench` and `demo` take the same. */
export function addSolveOptions(command: Command): Command {
  return addModelOptions(command)
    .option(
      '-n, --paths <n>',
      `number of paths (default: the pair's, or ${USUAL_OPTIONS.paths})`,
      wholeNumberFlag(1, 26)
    )
    .option(
      '--threshold <score>',
      "a drafted step stands at or above it (default: the scorer's own)",
      numberFlag(0, Math.max(...Object.values(SCORERS).map(({ highest }) => highest)))
    )
    .addOption(
      new Option(
        '--scorer <name>',
        `how a step's score is read (default: the prompt profile's): ${helpOf(SCORERS)}`
      ).choices(SCORER_NAMES)
    )
    .addOption(
      new Option('--selection <how>', 'how strategies are selected')
        .choices(['letters', 'random'])
        .default(USUAL_OPTIONS.selection)
    )
    .addOption(
      new Option(
        '--stop <rule>',
        `when the other paths are stopped (default: the method's): ${helpOf(STOP_RULES)}`
      ).choices(STOP_RULE_NAMES)
    )
    .addOption(
      new Option('--vote <weight>', "what a vote weighs (default: the method's)").choices(
        voteWeightSchema.options
      )
    )
    .addOption(
      new Option(
        '--rewrite <what>',
        "what the target writes of a rejected step: all, or from its first weak token on (default: the method's)"
      ).choices(rewriteSchema.options)
    )
    .option(
      '--weak-token <p>',
      "a suffix begins at the first token that the target finds less probable (default: the prompt profile's)",
      numberFlag(0, 1)
    )
    .addOption(
      new Option(
        '--draft-ahead <when>',
        'let the draft write the next step while the target judges one, which changes no text: on, off, or auto, where the target is on a server that the draft is not on'
      )
        .choices(draftAheadSchema.options)
        .default(USUAL_OPTIONS.draftAhead)
    )
    .addOption(
      new Option(
        '--effort <what-for>',
        'what ssr-adaptive spends for: eco, the least compute at no loss; balanced, the most right answers in no more time than the target alone; thorough, the most right answers'
      )
        .choices(EFFORTS)
        .default(USUAL_EFFORT)
    )
    .option(
      '--temperature <t>',
      `sampling temperature; 0 is greedy (default: the target's own, or ${USUAL_OPTIONS.temperature})`,
      numberFlag(0, 5)
    )
    .option(
      '--top-p <p>',
      `nucleus sampling (default: the target's own, or ${USUAL_OPTIONS.topP})`,
      numberFlag(0.0001, 1)
    )
    .option(
      '--top-k <k>',
      `draw from so many tokens; 0 for all (default: the target's own, or ${USUAL_OPTIONS.topK})`,
      wholeNumberFlag(0, 1000)
    )
    .option('--no-thinking', 'let a model that thinks answer at once')
    .option(
      '--max-step-tokens <n>',
      'tokens of one step at most',
      wholeNumberFlag(1, 100_000),
      USUAL_OPTIONS.maxStepTokens
    )
    .option(
      '--max-tokens <n>',
      'accepted tokens of one path at most',
      wholeNumberFlag(1, 10_000_000),
      USUAL_OPTIONS.maxTokens
    )
    .option(
      '--seed <n>',
      'seed of everything random (default: a new one, printed)',
      wholeNumberFlag(0, HIGHEST_SEED)
    )
    .addOption(strategiesOption())
    .addOption(promptsOption())
    .option(
      '--no-calibration',
      'ignore what was measured of these models: "tandem calibrate", "tandem models check"'
    )
    .option('--exact', 'one path after another, one sequence a batch: same seed, same text')
    .option(
      '--time-limit <seconds>',
      'stop an attempt after this time, with what it has',
      numberFlag(0.001, 1e9)
    )
}

/** Each name of a table with its line. */
function helpOf(table: Readonly<Record<string, { readonly help: string }>>): string {
  return Object.entries(table)
    .map(([name, { help }]) => `${name}, ${help}`)
    .join('; ')
}

/** As `readNoticedSetup`, for callers that have nobody to tell. */
export async function readSolveOptions(
  flags: SolveFlags,
  method: MethodName,
  context: Knowing
): Promise<AttemptSetup> {
  return (await readNoticedSetup(flags, method, context)).setup
}

/**
 * Resolves flags: defaults of the models, of the profile, of the scorer.
 *
 * @throws UserError where a file is missing or a value does not fit.
 */
export async function readNoticedSetup(
  flags: SolveFlags,
  method: MethodName,
  context: Knowing
): Promise<NoticedSetup> {
  const models = chooseModels(flags, method, context)
  const options = { ...chosenIn(flags), method }
  const { setup, target, sampling } = await suitedSetup(models, flags, options, context)
  const notices =
    target === null
      ? []
      : [...characterLines(target), samplingLine({ ...sampling, ...setup.options })]
  return { setup, notices }
}

function chosenIn(flags: SolveFlags): ChosenOptions {
  const { effort, scorer, threshold, paths, selection, stop, vote } = flags
  const { rewrite, weakToken, draftAhead } = flags
  const { temperature, topP, topK, maxStepTokens, maxTokens, exact, timeLimit } = flags
  return {
    ...{ effort, scorer, threshold, paths, selection, stop, vote },
    ...{ rewrite, weakToken, draftAhead },
    ...{ temperature, topP, topK, maxStepTokens, maxTokens, exact, timeLimit },
    seed: flags.seed ?? newSeed(crypto)
  }
}

/** Says on standard error what kind of model answers. */
export function noticeModels(notices: NoticedSetup['notices']): void {
  for (const notice of notices) process.stderr.write(`${notice}\n`)
}

/** Whose words the models are asked in. */
export function promptsOption(): Option {
  const what = 'prompt profile (default: the one for the models)'
  return new KnownNameOption('--prompts <id|file>', what, 'prompts')
}

/** What the paths may try. */
export function strategiesOption(): Option {
  const what = 'strategy pool (default: the one for the models)'
  return new KnownNameOption('--strategies <id|file>', what, 'strategies')
}

/** Parses a method's name, with the names to choose from. */
export function methodOption(): Option {
  return new Option('-m, --method <name>', 'see "tandem methods"')
    .choices(METHOD_NAMES)
    .default(USUAL_OPTIONS.method)
}
