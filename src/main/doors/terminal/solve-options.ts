import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import {
  METHOD_NAMES,
  solveOptionsSchema,
  stopRuleSchema,
  voteWeightSchema,
  type MethodName,
  type SolveOptions
} from '../../../shared/options.ts'
import { scorerSchema, type PromptProfile } from '../../../shared/prompt-profile.ts'
import { pairFilesSchema, type PairFiles } from '../../../shared/run-record.ts'
import type { StrategyPool } from '../../../shared/strategy-pool.ts'
import type { Definitions } from '../../definitions/definitions.ts'
import type { BundledPair } from '../../models/bundled-pair.ts'
import { UserError } from '../../user-error.ts'

/** What the flags of `solve` say, as commander hands them over. */
export interface SolveFlags {
  method?: MethodName
  paths: number
  threshold?: number
  scorer?: SolveOptions['scorer']
  selection: SolveOptions['selection']
  stop?: SolveOptions['stop']
  vote: SolveOptions['vote']
  temperature: number
  topP: number
  maxStepTokens: number
  maxTokens: number
  seed?: number
  strategies?: string
  prompts?: string
  target?: string
  draft?: string
  gpu: PairFiles['gpu']
  gpuLayers?: PairFiles['gpuLayers']
  threads?: number
  exact?: boolean
  timeLimit?: number
}

/** All that one attempt needs, resolved from flags and defaults. */
export interface SolveSetup {
  readonly options: SolveOptions
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
  readonly pair: PairFiles
}

/** Adds every option that decides how a problem is solved; `bench` and `demo` take the same. */
export function addSolveOptions(command: Command): Command {
  return command
    .option('-n, --paths <n>', 'number of paths', wholeNumber(1, 26), 3)
    .option(
      '--threshold <score>',
      "a drafted step stands at or above it (default: the scorer's own)",
      number(0, 9)
    )
    .addOption(
      new Option(
        '--scorer <name>',
        "how a step's score is read (default: the prompt profile's)"
      ).choices(scorerSchema.options)
    )
    .addOption(
      new Option('--selection <how>', 'how strategies are selected')
        .choices(['letters', 'random'])
        .default('letters')
    )
    .addOption(
      new Option(
        '--stop <rule>',
        "when the other paths are stopped (default: the method's)"
      ).choices(stopRuleSchema.options)
    )
    .addOption(
      new Option('--vote <weight>', 'what a vote weighs')
        .choices(voteWeightSchema.options)
        .default('count')
    )
    .option('--temperature <t>', 'sampling temperature; 0 is greedy', number(0, 5), 0.7)
    .option('--top-p <p>', 'nucleus sampling', number(0.0001, 1), 0.95)
    .option('--max-step-tokens <n>', 'tokens of one step at most', wholeNumber(1, 100_000), 512)
    .option(
      '--max-tokens <n>',
      'accepted tokens of one path at most',
      wholeNumber(1, 10_000_000),
      8192
    )
    .option(
      '--seed <n>',
      'seed of everything random (default: a new one, printed)',
      wholeNumber(0, 0xffff_ffff)
    )
    .option('--strategies <id|file>', 'strategy pool (default: the one for the models)')
    .option('--prompts <id|file>', 'prompt profile (default: the one for the models)')
    .option('--target <file>', 'GGUF file of the target model (default: the bundled one)')
    .option('--draft <file>', 'GGUF file of the draft model (default: the bundled one)')
    .addOption(
      new Option('--gpu <which>', 'what to run on')
        .choices(['auto', 'cuda', 'vulkan', 'metal', 'off'])
        .default('auto')
    )
    .option('--gpu-layers <t,d>', 'layers on the GPU, of the target and of the draft', gpuLayers)
    .option('--threads <n>', 'CPU threads (default: what suits the models)', wholeNumber(1, 512))
    .option('--exact', 'one path after another, one sequence a batch: same seed, same text')
    .option(
      '--time-limit <seconds>',
      'stop an attempt after this time, with what it has',
      number(0.001, 1e9)
    )
}

/**
 * Resolves flags: defaults of the models, of the profile, of the scorer.
 *
 * @throws UserError where a file is missing or a value does not fit.
 */
export async function readSolveOptions(
  flags: SolveFlags,
  method: MethodName,
  { definitions, bundled }: { definitions: Definitions; bundled: BundledPair }
): Promise<SolveSetup> {
  const own = flags.target !== undefined || flags.draft !== undefined
  const prompts = await definitions.promptProfile(
    flags.prompts ?? (own ? 'generic-chat' : bundled.prompts)
  )
  const pool = await definitions.strategyPool(
    flags.strategies ?? (own ? 'competition' : bundled.strategies)
  )
  const scorer = flags.scorer ?? prompts.scorer
  const options = solveOptionsSchema.parse({
    method,
    paths: flags.paths,
    threshold: flags.threshold ?? prompts.thresholds[scorer],
    scorer,
    selection: flags.selection,
    stop: flags.stop ?? null,
    vote: flags.vote,
    temperature: flags.temperature,
    topP: flags.topP,
    maxStepTokens: flags.maxStepTokens,
    maxTokens: flags.maxTokens,
    seed: flags.seed ?? randomInt(2 ** 32),
    exact: flags.exact ?? false,
    timeLimit: flags.timeLimit ?? null
  } satisfies SolveOptions)
  if (scorer === 'p-accept' && options.threshold > 1) {
    throw new UserError(
      'The scorer p-accept is a probability.',
      'Give a --threshold between 0 and 1.'
    )
  }
  return { options, prompts, pool, pair: pairFiles(flags, method, bundled) }
}

function pairFiles(flags: SolveFlags, method: MethodName, bundled: BundledPair): PairFiles {
  const { target, draft } = modelFiles(flags, method, bundled)
  for (const [role, file] of Object.entries({ target, draft })) {
    if (!existsSync(file)) {
      throw new UserError(
        `There is no ${role} model at ${file}.`,
        `Give the path of a GGUF file with --${role}.`
      )
    }
  }
  return pairFilesSchema.parse({
    target,
    draft,
    gpu: flags.gpu,
    ...(flags.gpuLayers && { gpuLayers: flags.gpuLayers }),
    threads: flags.threads ?? null
  })
}

/** A model that the method does not use may be left out: the other one stands in for it. */
function modelFiles({ target, draft }: SolveFlags, method: MethodName, bundled: BundledPair) {
  if (target === undefined && draft === undefined) {
    return { target: bundled.targetPath, draft: bundled.draftPath }
  }
  const [ownTarget, ownDraft] = [target && resolve(target), draft && resolve(draft)]
  const usesDraft = !['baseline', 'parallel', 'parallel-spm'].includes(method)
  if (ownTarget && (ownDraft || !usesDraft))
    return { target: ownTarget, draft: ownDraft ?? ownTarget }
  if (ownDraft && method === 'draft') return { target: ownDraft, draft: ownDraft }
  const missing = ownTarget ? 'draft' : 'target'
  throw new UserError(
    `The method ${method} needs a ${missing} model too.`,
    `Give both --target and --draft, or neither for the bundled pair.`
  )
}

/** Parses a method's name, with the names to choose from. */
export function methodOption(): Option {
  return new Option('-m, --method <name>', 'see "tandem methods"')
    .choices(METHOD_NAMES)
    .default('ssr')
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
      throw new UserError(`"${text}" is not a number from ${least} to ${most}.`)
    }
    return value
  }
}

function wholeNumber(least: number, most: number): (text: string) => number {
  const read = number(least, most)
  return (text) => {
    const value = read(text)
    if (!Number.isInteger(value)) throw new UserError(`"${text}" is not a whole number.`)
    return value
  }
}

function gpuLayers(text: string): PairFiles['gpuLayers'] {
  const read = wholeNumber(0, 10_000)
  const [target, draft, ...rest] = text.split(',')
  if (target === undefined || rest.length > 0) {
    throw new UserError(
      `"${text}" is not one or two whole numbers.`,
      'For example: --gpu-layers 32,99'
    )
  }
  return { target: read(target), draft: read(draft ?? target) }
}
