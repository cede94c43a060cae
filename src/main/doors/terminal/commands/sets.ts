import { Command, InvalidArgumentError, Option } from 'commander'
import { basename, extname } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ANSWER_KINDS } from '../../../../core/answer-kinds/registry.ts'
import { counted } from '../../../../shared/counted.ts'
import {
  type AnswerKindCount,
  problemFieldSchema,
  type ProblemSet
} from '../../../../shared/problem-set.ts'
import { SET_FORMAT_LABELS, SET_PACKING_LABELS } from '../../../../shared/set-formats.ts'
import { deleteSet, exportSet, findSet, importSet } from '../../../actions/problem-sets.ts'
import type { MappingOverride } from '../../../problem-sets/field-mapping.ts'
import { answerKindsOf } from '../../../problem-sets/gradability.ts'
import type { SeveralAnswers } from '../../../problem-sets/gold-answer.ts'
import { importProblems, previewOf } from '../../../problem-sets/import-problems.ts'
import type { ProblemSetStore } from '../../../problem-sets/problem-set-store.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { withInterrupt } from '../interrupt.ts'
import { jsonText } from '../print.ts'
import { clearProgress, readingProgress } from '../reading-progress.ts'
import { withFlags } from '../set-flags.ts'
import { outputColumns } from '../terminal-size.ts'
import { ellipsis, oneLine, visibleWidth, wrap } from '../wrap.ts'

interface GlobalOptions {
  readonly dataDir?: string
}

interface ImportOptions extends GlobalOptions {
  readonly name?: string
  readonly map?: MappingOverride
  readonly answers?: string
  readonly lists?: SeveralAnswers
  readonly tolerance?: Tolerance
  readonly ungraded?: boolean
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
 * @param report where progress goes, if it is a terminal.
 */
export function setsCommand(
  open: (dataDir: string | undefined) => ProblemSetStore,
  output: Writable = process.stdout,
  report: Writable = process.stderr
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
    .description(`import a file: ${SET_FORMAT_LABELS}, also packed with ${SET_PACKING_LABELS}`)
    .argument('<file>')
    .option('--name <name>', 'what to call the set; the name of the file if left out')
    .option(
      '--map <fields>',
      'which field of the file is what, such as problem=Question,answer=Answer',
      readMap
    )
    .addOption(
      new Option(
        '--answers <kind>',
        'what the answers are, where the file does not say it'
      ).choices(ANSWER_KINDS.map(({ name }) => name))
    )
    .addOption(
      new Option('--lists <meaning>', 'what several answers to one problem mean').choices([
        'any',
        'all'
      ])
    )
    .option(
      '--tolerance <number>',
      'how far a number may be off: 0.01, or 5% of the gold answer',
      readTolerance
    )
    .option('--ungraded', 'store the set although most of it cannot be graded')
    .option('--dry-run', 'show what would be imported and store nothing')
    .option('--json', 'print JSON')
    .action(async (file: string, options: ImportOptions, command: Command) => {
      const read = () =>
        withInterrupt((signal) =>
          importProblems(file, options.map, {
            answerKind: options.answers,
            several: options.lists,
            ...options.tolerance,
            signal,
            onProgress: readingProgress(report, 'problems')
          })
        ).finally(() => clearProgress(report))
      if (options.dryRun) {
        const preview = previewOf(await read())
        await print(options.json ? jsonText(preview) : describe(preview))
        return
      }
      const { id, imported } = await importSet(storeOf(command), {
        title: options.name?.trim() || basename(file, extname(file)),
        ungraded: options.ungraded ?? false,
        read: async () => ({ name: file, imported: await read() })
      }).catch(withFlags)
      const preview = previewOf(imported)
      await print(
        options.json ? jsonText({ id, ...preview }) : `${describe(preview)}\nImported as "${id}".`
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
          `${id.padEnd(widest)}  ${String(count).padStart(6)}  ${oneLine(name)}${bundled ? ' (bundled)' : ''}`
      )
      await print(options.json ? jsonText(list) : lines.join('\n'))
    })

  sets
    .command('show')
    .description('show a set and its first problems; with --json all of it')
    .addArgument(new KnownNameArgument('<id>', '', 'sets'))
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }, command: Command) => {
      const set = await findSet(storeOf(command), id).catch(withFlags)
      await print(options.json ? jsonText(set) : summarise(set))
    })

  sets
    .command('kinds')
    .description('list what the answers of a problem can be')
    .action(() =>
      print(
        ANSWER_KINDS.map(({ name, description }) => `${name.padEnd(12)}  ${description}`).join('\n')
      )
    )

  sets
    .command('export')
    .description('print a set as JSON Lines, which can be imported again')
    .addArgument(new KnownNameArgument('<id>', '', 'sets'))
    .action(async (id: string, _options: unknown, command: Command) => {
      const lines = await exportSet(storeOf(command), id).catch(withFlags)
      await pipeline(Readable.from(lines), output, { end: false })
    })

  sets
    .command('delete')
    .description('delete an imported set')
    .addArgument(new KnownNameArgument('<id>', '', 'sets'))
    .action(async (id: string, _options: unknown, command: Command) => {
      await deleteSet(storeOf(command), id).catch(withFlags)
      await print(`Deleted "${id}".`)
    })

  return sets
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

/** How far an answer may be off, in one of two ways. */
type Tolerance = { readonly tolerance: number } | { readonly relativeTolerance: number }

function readTolerance(text: string): Tolerance {
  const [, number, percent] = /^(\d*\.?\d+(?:e-?\d+)?)\s*(%?)$/i.exec(text.trim()) ?? []
  const value = Number(number)
  if (!(value > 0))
    throw new InvalidArgumentError('Write a number such as 0.01, or a share such as 5%.')
  return percent === '%' ? { relativeTolerance: value / 100 } : { tolerance: value }
}

function describe({
  count,
  mapping,
  first,
  kinds,
  alarm,
  warnings
}: ReturnType<typeof previewOf>): string {
  const fields = Object.entries(mapping)
    .filter(([, name]) => name !== null)
    .map(([field, name]) => `  ${field} <- ${name}`)
  const answers = first.map(({ id, answer }) => `  ${id}: ${answer ?? '(none)'}`)
  return [
    counted(count, 'problem'),
    'Fields:',
    ...fields.map(oneLine),
    'First answers:',
    ...answers.map(oneLine),
    `Answers: ${describeKinds(kinds)}`,
    ...(alarm === null ? [] : [`WARNING: ${alarm}`]),
    ...warnings.map((warning) => `Note: ${warning}`)
  ].join('\n')
}

function describeKinds(kinds: readonly AnswerKindCount[]): string {
  const [only, ...others] = kinds
  if (only === undefined) return 'none'
  if (others.length === 0) return only.title
  return kinds.map(({ title, count }) => `${title} (${count})`).join(', ')
}

/** Characters of a problem that are shown where many are. */
const LONGEST_EXCERPT = 100

function summarise({ problems, ...set }: ProblemSet): string {
  const columns = outputColumns()
  const first = problems.slice(0, 5).flatMap(({ id, text, answer }) => {
    const head = `  ${oneLine(id)}: `
    return [
      head + ellipsis(text, Math.min(LONGEST_EXCERPT, columns - visibleWidth(head))),
      `    = ${oneLine(answer ?? '(none)')}`
    ]
  })
  return [
    `${oneLine(set.name)} (${set.id})`,
    ...(set.description === '' ? [] : wrap(set.description, columns)),
    `Source: ${oneLine(set.source)}`,
    `Licence: ${oneLine(set.licence)}`,
    `Answers: ${describeKinds(answerKindsOf(problems))}`,
    `${counted(problems.length, 'problem')}, the first:`,
    ...first
  ].join('\n')
}
