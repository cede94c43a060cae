import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { METHODS, rolesOf } from '../../../core/methods.ts'
import { bundledWords } from '../../../shared/bundled-words.ts'
import { GENERIC, type GpuLayers } from '../../../shared/model-library.ts'
import type { MethodName } from '../../../shared/options.ts'
import { filePathOf, fileSource, type ModelSource } from '../../../shared/model-source.ts'
import { pairSetupSchema, type PairSetup } from '../../../shared/run-record.ts'
import type { ChosenModels } from '../../actions/suited-setup.ts'
import { findKnown } from '../../models/known-model.ts'
import { idOf } from '../../models/model-id.ts'
import { ownTemplates } from '../../models/own-words.ts'
import { pairSetupOf } from '../../models/pair-setup.ts'
import { isServerAddress, parseServerAddress } from '../../models/server-address.ts'
import { UserError } from '../../user-error.ts'
import { KnownNameOption } from './completion/known-name.ts'
import { contextTokens, gpuLayers, parametersFlag, wholeNumberFlag } from './flag-values.ts'
import type { SolveContext } from './solve-context.ts'

/** What the flags say about the models. */
export interface ModelFlags {
  pair?: string
  target?: string
  draft?: string
  targetParameters?: number
  draftParameters?: number
  gpu: PairSetup['gpu']
  gpuLayers?: GpuLayers
  threads?: number
  context?: number
  loadAnyway?: boolean
}

const PARAMETERS =
  'weights of a model on a server, for the bill, where the server does not say: 32B'

/** Adds the options that say which models solve a problem, and how they are loaded. */
export function addModelOptions(command: Command): Command {
  return command
    .addOption(
      new KnownNameOption(
        '--pair <name>',
        'a saved pair, with all that it was saved with: "tandem models pairs"',
        'pairs'
      )
    )
    .addOption(
      new KnownNameOption(
        '--target <model>',
        'the target: a GGUF file, its name or id as listed, or a server: http://HOST:PORT/v1#MODEL (default: the bundled one)',
        'models'
      )
    )
    .addOption(
      new KnownNameOption(
        '--draft <model>',
        'the draft, named in the same way (default: the bundled one)',
        'models'
      )
    )
    .option('--target-parameters <n>', PARAMETERS, parametersFlag)
    .option('--draft-parameters <n>', PARAMETERS, parametersFlag)
    .addOption(
      new Option('--gpu <which>', 'what to run on')
        .choices(['auto', 'cuda', 'vulkan', 'metal', 'off'])
        .default('auto')
    )
    .option('--gpu-layers <t,d>', 'layers on the GPU, of the target and of the draft', gpuLayers)
    .option(
      '--threads <n>',
      'CPU threads (default: what suits the models)',
      wholeNumberFlag(1, 512)
    )
    .option(
      '--context <tokens>',
      'tokens of one path, prompt and questions included (default: room for --max-tokens)',
      contextTokens
    )
    .option(
      '--load-anyway',
      'load models that may not fit into memory, or that ended the inference process three times'
    )
}

/**
 * Resolves the flags: what they say goes before what a pair was saved with.
 *
 * @throws UserError where a pair or a file is missing
 */
export function chooseModels(
  flags: ModelFlags,
  method: MethodName,
  context: Pick<SolveContext, 'bundledPair' | 'modelServices'>
): ChosenModels {
  const chosen = choose(flags, method, context)
  const { gpu, gpuLayers: layers, threads, context: tokens, loadAnyway = false } = flags
  return {
    ...chosen,
    setup: {
      ...chosen.setup,
      gpu,
      loadAnyway,
      ...(layers && { gpuLayers: layers }),
      ...(threads !== undefined && { threads }),
      ...(tokens !== undefined && { context: tokens })
    }
  }
}

function choose(
  flags: ModelFlags,
  method: MethodName,
  { bundledPair: bundled, modelServices }: Pick<SolveContext, 'bundledPair' | 'modelServices'>
): ChosenModels {
  const { pair } = flags
  const own = flags.target !== undefined || flags.draft !== undefined
  if (pair === undefined && own) {
    const models = ownModels(flags, method, modelServices)
    const setup = existing(models)
    const { library, pairs } = modelServices()
    const isOnServer = models.target.kind === 'server'
    const draft = idOf(filePathOf(models.draft) ?? '')
    const words = bundledWords({ isOnServer, draft }, pairs.bundled()) ?? {
      prompts: null,
      strategies: GENERIC.strategies
    }
    const templates = ownTemplates(models, library)
    return { ...words, paths: GENERIC.paths, setup: { ...setup, templates } }
  }
  if (own) {
    throw new UserError(
      'A pair names both models.',
      'Give --pair alone, or --target and --draft without it.'
    )
  }
  if (pair === undefined) {
    const { prompts, strategies, targetPath, draftPath } = bundled
    const setup = existing({ target: fileSource(targetPath), draft: fileSource(draftPath) })
    return { prompts, strategies, paths: GENERIC.paths, setup }
  }
  const { pairs, ...models } = modelServices()
  const saved = pairs.find(pair)
  return { ...saved, setup: pairSetupOf(saved, { ...models, bundled }) }
}

/** A model that the method does not use may be left out: the other one stands in for it. */
function ownModels(
  { target, draft, targetParameters, draftParameters }: ModelFlags,
  method: MethodName,
  modelServices: SolveContext['modelServices']
): Pick<PairSetup, 'target' | 'draft'> {
  const ownTarget = target ? sourceNamed(target, targetParameters, modelServices) : null
  const ownDraft = draft ? sourceNamed(draft, draftParameters, modelServices) : null
  const usesDraft = rolesOf(METHODS[method]).includes('draft')
  if (ownTarget && (ownDraft || !usesDraft))
    return { target: ownTarget, draft: ownDraft ?? ownTarget }
  if (ownDraft && method === 'draft') return { target: ownDraft, draft: ownDraft }
  const missing = ownTarget ? 'draft' : 'target'
  throw new UserError(
    `The method ${method} needs a ${missing} model too.`,
    `Give both --target and --draft, or neither for the bundled pair.`
  )
}

/**
 * A path, the address of a server, or what a model is called in "tandem models list". What was told of a server when it was
 * added need not be told again.
 */
function sourceNamed(
  named: string,
  parameters: number | undefined,
  modelServices: SolveContext['modelServices']
): ModelSource {
  if (isServerAddress(named)) {
    const source = parseServerAddress(named, parameters ?? null)
    const known = modelServices().servers.find(named)?.source
    return { ...source, parameters: source.parameters ?? known?.parameters ?? null }
  }
  const path = resolve(named)
  if (existsSync(path) || named.toLowerCase().endsWith('.gguf')) return fileSource(path)
  return findKnown(named, modelServices()).source
}

function existing(sources: Pick<PairSetup, 'target' | 'draft'>): PairSetup {
  for (const [role, source] of Object.entries(sources)) {
    const path = filePathOf(source)
    if (path !== null && !existsSync(path)) {
      throw new UserError(
        `There is no ${role} model at ${path}.`,
        `Give the path of a GGUF file with --${role}.`
      )
    }
  }
  return pairSetupSchema.parse(sources)
}
