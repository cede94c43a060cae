import type { Command } from 'commander'
import { counted } from '../../../../shared/counted.ts'
import { resolve } from 'node:path'
import type { TargetChecks } from '../../../calibration/target-checks.ts'
import type { ImportMode } from '../../../../shared/model-library.ts'
import type { ModelLibrary } from '../../../models/library.ts'
import { UserError } from '../../../user-error.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { checkLines } from '../check-text.ts'
import { withInterrupt } from '../interrupt.ts'
import { removeServer } from '../../../actions/model-servers.ts'
import { findKnown } from '../../../models/known-model.ts'
import { lossText } from './model-servers.ts'
import { serverLines } from '../server-text.ts'
import { modelLines, suggestionLines, inspectionLines } from '../model-text.ts'
import { createStyle } from '../style.ts'
import type { Json, ModelsDoor } from './models-door.ts'

/** `tandem models list | scan | import | verify | remove | info`: the files of models on this machine. */
export function addFileCommands(
  models: Command,
  {
    use,
    show,
    print,
    servers,
    targetChecks
  }: ModelsDoor & { readonly targetChecks: () => TargetChecks }
): void {
  models
    .command('list')
    .description('every model in the library, and what it can serve as')
    .option('--json', 'print JSON')
    .action((options: Json) =>
      use(async ({ library, servers }) => {
        // Where nobody has looked yet, a short list would say that there are no more.
        const list = library.isScanned()
          ? library.list()
          : await library.scan({ inPassing: 'in passing' })
        const added = servers.list()
        await show([...list, ...added], options, [
          ...modelLines(list),
          ...serverLines(added),
          ...suggestionLines(list)
        ])
        notice(library)
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
        const list = await withInterrupt((signal) => library.scan({ signal }))
        await show(list, options, [...modelLines(list), `${counted(list.length, 'model')}.`])
        notice(library)
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
        const mode = importMode(options)
        const model = await withInterrupt((signal) => library.add(file, mode, signal))
        await show(model, options, modelLines([model]))
      })
    )

  models
    .command('verify')
    .description("hold a model's content against the hash that its source gives")
    .addArgument(new KnownNameArgument('<model>', 'id, name or path', 'model-files'))
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
    .addArgument(
      new KnownNameArgument('<model>', 'id, name, path, or the address of a server', 'models')
    )
    .action((what: string) =>
      use(async (services) => {
        const { id, name, file } = findKnown(what, services)
        const context = servers(() => services)
        const loss = file === null ? lossText(context, id) : ''
        if (file === null) removeServer(context, id)
        else services.library.remove(id)
        await print([`Removed ${name}.${loss}`])
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
        const inspection = await inspect(file, { tried })
        const checks = targetChecks().of(resolve(file))
        await show({ ...inspection, checks }, options, [
          ...inspectionLines(inspection, tried),
          ...checks.flatMap((check) => ['', ...checkLines(check, createStyle(false))])
        ])
        if (inspection.refusal !== null) process.exitCode = 1
      })
    )
}

/** Says on standard error what is not in the list. */
function notice(library: ModelLibrary): void {
  for (const sentence of library.notices()) process.stderr.write(`${sentence}\n`)
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
