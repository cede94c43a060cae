import { Command, InvalidArgumentError } from 'commander'
import { basename, extname } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { problemFieldSchema, type ProblemSet } from '../../../../shared/problem-set.ts'
import type { MappingOverride } from '../../../problem-sets/field-mapping.ts'
import { importProblems, previewOf } from '../../../problem-sets/import-problems.ts'
import type { ProblemSetStore } from '../../../problem-sets/problem-set-store.ts'
import { setIdFor } from '../../../problem-sets/set-id.ts'
import { UserError } from '../../../user-error.ts'

interface GlobalOptions {
  readonly dataDir?: string
}

interface ImportOptions extends GlobalOptions {
  readonly name?: string
  readonly map?: MappingOverride
  readonly dryRun?: boolean
  readonly json?: boolean
}

/**
 * `tandem sets`: import, look at and export problem sets.
 *
 * Errors that the user can mend are thrown as UserError; the door prints them.
 *
 * @param open the store, given what `--data-dir` says; called when a command needs it.
 * @param output where results go.
 */
export function setsCommand(
  open: (dataDir: string | undefined) => ProblemSetStore,
  output: Writable = process.stdout
): Command {
  // Subcommands inherit the override: bad use is thrown, and the door decides how to end.
  const sets = new Command('sets')
    .description('import, list, show and export problem sets')
    .exitOverride()

  function print(text: string): Promise<void> {
    return pipeline(Readable.from([`${text}\n`]), output, { end: false })
  }
  function storeOf(command: Command): ProblemSetStore {
    return open(command.optsWithGlobals<GlobalOptions>().dataDir)
  }

  sets
    .command('import')
    .description('import a file: JSON Lines, JSON, CSV or Parquet')
    .argument('<file>')
    .option('--name <name>', 'what to call the set; the name of the file if left out')
    .option(
      '--map <fields>',
      'which field of the file is what, such as problem=Question,answer=Answer',
      readMap
    )
    .option('--dry-run', 'show what would be imported and store nothing')
    .option('--json', 'print JSON')
    .action(async (file: string, options: ImportOptions, command: Command) => {
      const imported = await importProblems(file, options.map)
      const preview = previewOf(imported)
      if (options.dryRun) {
        await print(options.json ? JSON.stringify(preview) : describe(preview))
        return
      }
      const store = storeOf(command)
      const name = options.name?.trim() || basename(file, extname(file))
      const id = setIdFor(name)
      if ((await store.list()).some((set) => set.id === id)) {
        throw new UserError(
          `There is already a set "${id}".`,
          `Choose another name with --name, or delete it first: tandem sets delete ${id}`
        )
      }
      await store.put({
        id,
        name,
        description: '',
        source: `imported from ${basename(file)}`,
        licence: 'unknown',
        problems: [...imported.problems]
      })
      await print(
        options.json
          ? JSON.stringify({ id, ...preview })
          : `${describe(preview)}\nImported as "${id}".`
      )
    })

  sets
    .command('list')
    .description('list the sets')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }, command: Command) => {
      const list = await storeOf(command).list()
      const widest = Math.max(0, ...list.map(({ id }) => id.length))
      const lines = list.map(
        ({ id, count, name, bundled }) =>
          `${id.padEnd(widest)}  ${String(count).padStart(6)}  ${name}${bundled ? ' (bundled)' : ''}`
      )
      await print(options.json ? JSON.stringify(list) : lines.join('\n'))
    })

  sets
    .command('show')
    .description('show a set and its first problems; with --json all of it')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }, command: Command) => {
      const set = await find(storeOf(command), id)
      await print(options.json ? JSON.stringify(set) : summarise(set))
    })

  sets
    .command('export')
    .description('print a set as JSON Lines, which can be imported again')
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { problems } = await find(storeOf(command), id)
      const lines = problems.map((problem) => `${JSON.stringify(problem)}\n`)
      await pipeline(Readable.from(lines), output, { end: false })
    })

  sets
    .command('delete')
    .description('delete an imported set')
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) => {
      if (!(await storeOf(command).delete(id))) throw unknownSet(id)
      await print(`Deleted "${id}".`)
    })

  return sets
}

async function find(store: ProblemSetStore, id: string): Promise<ProblemSet> {
  const set = await store.get(id)
  if (set === null) throw unknownSet(id)
  return set
}

function unknownSet(id: string): UserError {
  return new UserError(`There is no problem set "${id}".`, 'See them with: tandem sets list')
}

function readMap(text: string): MappingOverride {
  const entries = text.split(',').map((pair) => {
    const at = pair.indexOf('=')
    const field = problemFieldSchema.safeParse(pair.slice(0, Math.max(0, at)).trim())
    if (!field.success) {
      throw new InvalidArgumentError(
        `Write pairs such as problem=Question; the fields are ${problemFieldSchema.options.join(', ')}.`
      )
    }
    return [field.data, pair.slice(at + 1).trim()]
  })
  return Object.fromEntries(entries) as MappingOverride
}

function describe({ count, mapping, first, warnings }: ReturnType<typeof previewOf>): string {
  const fields = Object.entries(mapping)
    .filter(([, name]) => name !== null)
    .map(([field, name]) => `  ${field} <- ${name}`)
  const answers = first.map(({ id, answer }) => `  ${id}: ${answer ?? '(none)'}`)
  return [
    `${count} problems`,
    'Fields:',
    ...fields,
    'First answers:',
    ...answers,
    ...warnings.map((warning) => `Note: ${warning}`)
  ].join('\n')
}

function summarise({ problems, ...set }: ProblemSet): string {
  const first = problems.slice(0, 5).flatMap(({ id, text, answer }) => {
    const line = text.replace(/\s+/g, ' ')
    return [
      `  ${id}: ${line.length > 100 ? `${line.slice(0, 97)}...` : line}`,
      `    = ${answer ?? '(none)'}`
    ]
  })
  return [
    `${set.name} (${set.id})`,
    ...(set.description === '' ? [] : [set.description]),
    `Source: ${set.source}`,
    `Licence: ${set.licence}`,
    `${problems.length} problems, the first:`,
    ...first
  ].join('\n')
}
