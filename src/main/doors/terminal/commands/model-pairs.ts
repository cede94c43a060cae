import type { Command } from 'commander'
import { counted } from '../../../../shared/counted.ts'
import {
  AUTOMATIC_LAYERS,
  GENERIC,
  type GpuLayers,
  type SavedPair
} from '../../../../shared/model-library.ts'
import { fitPair, namePair } from '../../../actions/pairs.ts'
import type { Definitions } from '../../../definitions/definitions.ts'
import { KnownNameArgument, KnownNameOption } from '../completion/known-name.ts'
import { contextTokens, gpuLayers, wholeNumberFlag } from '../flag-values.ts'
import type { Json, ModelsDoor } from './models-door.ts'
import { fitLines, habitLines } from '../model-text.ts'

interface SizeFlags {
  readonly target: string
  readonly draft: string
  readonly paths: number
  readonly context?: number
  readonly gpuLayers?: GpuLayers
}

type NameFlags = SizeFlags & { readonly prompts?: string; readonly strategies?: string }

/** `tandem models fit | name | pairs | unname`: two models as a pair. */
export function addPairCommands(
  models: Command,
  { definitions, use, show, print }: ModelsDoor & { readonly definitions: () => Definitions }
): void {
  withSize(models.command('fit').description('whether a pair fits into memory'))
    .option('--json', 'print JSON')
    .action((options: Json & SizeFlags) =>
      use(async (services) => {
        const { fit, target, draft } = await fitPair(
          services,
          {
            target: options.target,
            draft: options.draft,
            paths: options.paths,
            context: options.context ?? null,
            ...(options.gpuLayers && { gpuLayers: options.gpuLayers }),
            credit: { ram: 0, vram: 0 }
          },
          (path) => services.inspect(path, { tried: false })
        )
        await show(fit, options, [...fitLines(fit), '', ...habitLines(target, draft)])
        if (fit.outcome === 'wont-fit') process.exitCode = 1
      })
    )

  withSize(
    models.command('name').description('save a pair under a name, for --pair and for the window')
  )
    .argument('<name>')
    .addOption(
      new KnownNameOption(
        '--prompts <id>',
        "prompt profile that suits the models (default: by the target's kind)",
        'prompts'
      )
    )
    .addOption(
      new KnownNameOption(
        '--strategies <id>',
        'strategy pool that suits the models (default: as the prompts)',
        'strategies'
      )
    )
    .action((name: string, options: NameFlags) =>
      use(async (services) => {
        const { target, draft, prompts, strategies, paths, context = null } = options
        const saved = await namePair(services, definitions(), {
          name,
          target,
          draft,
          prompts,
          strategies,
          paths,
          context,
          gpuLayers: options.gpuLayers ?? AUTOMATIC_LAYERS
        })
        await print([`Saved as ${saved.id}. Use it with --pair "${name}".`])
      })
    )

  models
    .command('pairs')
    .description('the bundled pair and those that were named')
    .option('--json', 'print JSON')
    .action((options: Json) =>
      use(async ({ pairs }) => {
        const list = pairs.list()
        await show(list, options, list.flatMap(pairLines))
      })
    )

  models
    .command('unname')
    .description('forget a pair that was named; its models stay')
    .addArgument(new KnownNameArgument('<pair>', 'id or name', 'pairs'))
    .action((what: string) =>
      use(async ({ pairs }) => {
        const { id, name } = pairs.find(what)
        pairs.remove(id)
        await print([`Forgot the pair ${name}.`])
      })
    )
}

/** Two models and how large a run with them is. */
function withSize(command: Command): Command {
  return command
    .addOption(
      new KnownNameOption(
        '--target <model>',
        'id, name, path, or address of a server that was added',
        'models'
      ).makeOptionMandatory()
    )
    .addOption(
      new KnownNameOption(
        '--draft <model>',
        'named in the same way',
        'models'
      ).makeOptionMandatory()
    )
    .option('--paths <n>', 'number of paths', wholeNumberFlag(1, 26), GENERIC.paths)
    .option('--context <tokens>', 'tokens of one path', contextTokens)
    .option('--gpu-layers <t,d>', 'layers on the GPU, of the target and of the draft', gpuLayers)
}

function pairLines({ id, name, target, draft, ...pair }: SavedPair): string[] {
  const { paths, context, gpuLayers: layers, prompts, strategies } = pair
  return [
    `${id}  ${name}`,
    `    target ${target}, draft ${draft}`,
    `    ${counted(paths, 'path')}, context ${context ?? 'automatic'}, GPU layers ${layersText(layers)}`,
    `    prompts ${prompts}, strategies ${strategies}`
  ]
}

function layersText({ target, draft }: GpuLayers): string {
  if (target === null && draft === null) return 'automatic'
  return `${target ?? 'automatic'} of the target, ${draft ?? 'automatic'} of the draft`
}
