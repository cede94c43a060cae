import { Command, InvalidArgumentError } from 'commander'
import { resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ImportMode } from '../../../../shared/model-library.ts'
import type { ModelServices } from '../../../models/model-services.ts'
import { UserError } from '../../../user-error.ts'
import { checkLines } from '../check-text.ts'
import { offerLines, progressPrinter } from '../download-text.ts'
import { withInterrupt } from '../interrupt.ts'
import { modelLines, suggestionLines, verdictLines } from '../model-text.ts'
import type { SolveContext } from '../solve-context.ts'
import { createStyle } from '../style.ts'
import { checkCommand } from './model-check.ts'
import { addPairCommands, type Json } from './model-pairs.ts'

/** What these commands need of the application. */
type ModelsContext = Pick<
  SolveContext,
  'definitions' | 'modelServices' | 'bundledPair' | 'targetChecks'
>

/**
 * `tandem models`: the models on this machine, and those that can be fetched.
 *
 * Errors that the user can mend are thrown as UserError; the door prints them.
 *
 * @param context opens the services, which each command closes again.
 * @param output where results go.
 */
export function modelsCommand(context: ModelsContext, output: Writable = process.stdout): Command {
  // Subcommands inherit the override: bad use is thrown, and the door decides how to end.
  const models = new Command('models')
    .description('list, import, check and download models; see whether two fit, and name them')
    .addHelpText(
      'after',
      '\nA pair is named once and then used everywhere:\n  tandem models scan\n  tandem models fit --target T --draft D --paths 5\n  tandem models name Mine --target T --draft D --paths 5\n  tandem bench school --pair Mine\nBefore a model is loaded for the first time it is tried in a process of its own, under limits on time and memory.'
    )
    .exitOverride()

  function print(lines: readonly string[]): Promise<void> {
    return pipeline(Readable.from(lines.map((line) => `${line}\n`)), output, { end: false })
  }
  function show(value: unknown, { json }: Json, lines: readonly string[]): Promise<void> {
    return print(json === true ? [JSON.stringify(value)] : lines)
  }
  async function use<T>(work: (services: ModelServices) => Promise<T>): Promise<T> {
    const services = context.modelServices()
    try {
      return await work(services)
    } finally {
      services.close()
    }
  }

  models
    .command('list')
    .description('every model in the library, and what it can serve as')
    .option('--json', 'print JSON')
    .action((options: Json) =>
      use(async ({ library }) => {
        // Where nobody has looked yet, a short list would say that there are no more.
        const list = library.isScanned() ? library.list() : await library.scan()
        await show(list, options, [...modelLines(list), ...suggestionLines(list)])
      })
    )

  models
    .command('scan')
    .description(
      'look for models in the folders of other programs and in your own; nothing is moved'
    )
    .option('--folder <folder>', 'look there too, now and later')
    .option('--forget <folder>', 'no longer look there')
    .option('--json', 'print JSON')
    .action((options: Json & { folder?: string; forget?: string }) =>
      use(async ({ library }) => {
        if (options.folder !== undefined) library.addFolder(options.folder)
        if (options.forget !== undefined) library.removeFolder(options.forget)
        const list = await withInterrupt((signal) => library.scan(signal))
        await show(list, options, [...modelLines(list), `${list.length} models.`])
      })
    )

  models
    .command('import')
    .description('add a file to the library: by reference, unless told otherwise')
    .argument('<file>', 'a .gguf file; of a split model any part')
    .option('--hard-link', "give the data a second name in Tandem's folder")
    .option('--copy', "copy it into Tandem's folder")
    .option('--json', 'print JSON')
    .action((file: string, options: Json & ImportFlags) =>
      use(async ({ library }) => {
        const model = await library.add(file, importMode(options))
        await show(model, options, modelLines([model]))
      })
    )

  models
    .command('verify')
    .description("hold a model's content against the hash that its source gives")
    .argument('<model>', 'id, name or path')
    .option('--json', 'print JSON')
    .action((what: string, options: Json) =>
      use(async ({ library }) => {
        const { id, name } = library.find(what)
        const { outcome, sha256 } = await withInterrupt((signal) => library.verify(id, signal))
        if (outcome === 'differs') {
          throw new UserError(
            `${name} is not what its source says.`,
            'Remove it, and get it again.'
          )
        }
        const words = outcome === 'matches' ? 'as its source says' : 'its source names no hash'
        await show({ id, outcome, sha256 }, options, [`${name}: ${words}.`, ...sha256])
      })
    )

  models
    .command('remove')
    .description("take a model out of the library; only copies in Tandem's own folder are deleted")
    .argument('<model>', 'id, name or path')
    .action((what: string) =>
      use(async ({ library }) => {
        const { id, name } = library.find(what)
        library.remove(id)
        await print([`Removed ${name}.`])
      })
    )

  models
    .command('info')
    .description('what a file is, without adding it to the library')
    .argument('<file>', 'path of a .gguf file')
    .option('--try', 'also open it in a process of its own')
    .option('--json', 'print JSON')
    .action((file: string, options: Json & { try?: boolean }) =>
      use(async ({ inspect }) => {
        const tried = options.try === true
        const verdict = await inspect(file, { tried })
        const checks = context.targetChecks.of(resolve(file))
        await show({ ...verdict, checks }, options, [
          ...verdictLines(verdict, tried),
          ...checks.flatMap((check) => ['', ...checkLines(check, createStyle(false))])
        ])
        if (verdict.refusal !== null) process.exitCode = 1
      })
    )

  models
    .command('download')
    .description('fetch a model; interrupted with Ctrl-C, the same command goes on where it was')
    .argument(
      '[uri]',
      'user/repository:Q4_K_M, hf:user/repository/file.gguf or an https address; none shows what is known'
    )
    .option('--sha256 <hash>', 'what its content must be', readHash)
    .option('--json', 'print JSON')
    .action((uri: string | undefined, options: Json & { sha256?: string }) =>
      use(async (services) => {
        if (uri === undefined) {
          const known = services.catalogue()
          const unfinished = services.downloads.unfinished()
          await show({ ...known, unfinished }, options, offerLines(services))
          return
        }
        const model = await withInterrupt(async (signal) =>
          services.downloads.download(await services.downloads.resolve(uri, signal), {
            sha256: options.sha256 ?? null,
            signal,
            ...(options.json === true ? {} : { onProgress: progressPrinter() })
          })
        )
        await show(model, options, modelLines([model]))
      })
    )

  models.addCommand(checkCommand(context, { show }))
  addPairCommands(models, { definitions: () => context.definitions, use, show, print })
  return models
}

interface ImportFlags {
  readonly hardLink?: boolean
  readonly copy?: boolean
}

function importMode({ hardLink, copy }: ImportFlags): ImportMode {
  if (hardLink === true && copy === true) {
    throw new UserError('--hard-link and --copy exclude each other.')
  }
  if (copy === true) return 'copy'
  return hardLink === true ? 'hard-link' : 'reference'
}

function readHash(text: string): string {
  const hash = text.trim().toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hash)) return hash
  throw new InvalidArgumentError('Write 64 hexadecimal digits.')
}
