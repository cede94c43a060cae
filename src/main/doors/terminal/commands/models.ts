import { Command } from 'commander'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ModelServices } from '../../../models/model-services.ts'
import { jsonText } from '../print.ts'
import type { SolveContext } from '../solve-context.ts'
import { checkCommand } from './model-check.ts'
import { addDownloadCommand } from './model-download.ts'
import { addEditCommand } from './model-edit.ts'
import { addFileCommands } from './model-files.ts'
import type { ServersContext } from '../../../actions/model-servers.ts'
import { addPairCommands } from './model-pairs.ts'
import { addServerCommands } from './model-servers.ts'
import type { Json } from './models-door.ts'
import { outputColumns } from '../terminal-size.ts'
import { wrapIndented } from '../wrap.ts'

/** What these commands need of the application. */
type ModelsContext = Pick<
  SolveContext,
  'definitions' | 'engine' | 'modelServices' | 'bundledPair' | 'targetChecks'
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
    .description(
      'list, import, check and download models, add servers; see whether two fit, and name them'
    )
    .addHelpText(
      'after',
      '\nA pair is named once and then used everywhere:\n  tandem models scan\n  tandem models fit --target T --draft D --paths 5\n  tandem models name Mine --target T --draft D --paths 5\n  tandem bench school --pair Mine\nBefore a model is loaded for the first time it is tried in a process of its own, under limits on time and memory.'
    )
    .exitOverride()

  function print(lines: readonly string[]): Promise<void> {
    return pipeline(Readable.from(lines.map((line) => `${line}\n`)), output, { end: false })
  }
  function show(value: unknown, { json }: Json, lines: readonly string[]): Promise<void> {
    return print(json === true ? [jsonText(value)] : wrapIndented(lines, outputColumns()))
  }
  async function use<T>(work: (services: ModelServices) => Promise<T>): Promise<T> {
    const services = context.modelServices()
    try {
      return await work(services)
    } finally {
      services.close()
    }
  }

  function servers(modelServices: ServersContext['modelServices']): ServersContext {
    return { engine: context.engine, now: Date.now, modelServices }
  }

  const door = { use, show, print, servers }
  addFileCommands(models, { ...door, targetChecks: () => context.targetChecks })
  addEditCommand(models, door)
  addServerCommands(models, door)
  addDownloadCommand(models, door)
  models.addCommand(checkCommand(context, door))
  addPairCommands(models, { ...door, definitions: () => context.definitions })
  return models
}
