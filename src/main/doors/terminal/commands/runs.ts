import { Command, Option } from 'commander'
import { attemptOutcomeSchema, type AttemptOutcome } from '../../../../shared/attempt-outcomes.ts'
import type { RunList, RunSummary } from '../../../../shared/run-list.ts'
import { annotateRun } from '../../../actions/annotate-run.ts'
import { deleteRun, undeleteRun } from '../../../actions/delete-run.ts'
import { listRuns } from '../../../runs/list-runs.ts'
import { search, type StoredHit } from '../../../store/search.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { minuteText } from '../figures.ts'
import { printJson, printLines } from '../print.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { squeezedTable } from '../text-table.ts'
import { exportCommand, importRunCommand } from './export.ts'
import { showCommand } from './show.ts'
import { firstProblemOf } from '../../../store/tables/run-problems.ts'
import { starredId } from '../starred-id.ts'
import { ellipsis, wrapIndented } from '../wrap.ts'

interface ListFlags {
  search?: string
  tag?: string
  outcome?: AttemptOutcome
  starred?: boolean
  deleted?: boolean
  json?: boolean
}

/** What is done with runs, in the order of the help. */
export function runCommands(context: RunContext): readonly Command[] {
  return [
    runsCommand(context),
    showCommand(context),
    starCommand(context),
    tagCommand(context),
    noteCommand(context),
    deleteCommand(context),
    undeleteCommand(context),
    exportCommand(context),
    importRunCommand(context)
  ]
}

/** `tandem runs`: what is in the store, newest first. */
function runsCommand(context: RunContext): Command {
  return new Command('runs')
    .description('list the runs, newest first')
    .option('--search <text>', 'only runs in which all these words occur; word* finds beginnings')
    .option('--tag <tag>', 'only runs with this tag')
    .addOption(
      new Option('--outcome <name>', 'only runs with an attempt that ended so').choices(
        attemptOutcomeSchema.options
      )
    )
    .option('--starred', 'only runs with a star')
    .option('--deleted', 'the deleted ones')
    .option('--json', 'print them as JSON')
    .action(({ search: text, tag, outcome, starred = false, deleted = false, json }: ListFlags) => {
      const { database, now } = context.runServices()
      const runs = listRuns(database, now(), {
        starred,
        deleted,
        ...(text !== undefined && { search: text }),
        ...(tag !== undefined && { tag }),
        ...(outcome !== undefined && { outcome })
      })
      if (json) return printJson({ runs } satisfies RunList)
      const style = createStyle(showsColours(process.stdout))
      const hits = text === undefined ? [] : search(database, text, 5)
      printLines([
        ...runsText(runs, (run) => firstProblemOf(database, run), style),
        ...wrapIndented(
          hits.map((hit) => hitText(hit, style)),
          outputColumns()
        )
      ])
    })
}

/** `tandem delete`: out of sight, and back with `undelete`. */
function deleteCommand(context: RunContext): Command {
  return new Command('delete')
    .description('delete a run; "tandem undelete" brings it back')
    .addArgument(runArgument())
    .option('--json', 'print it as JSON')
    .action((name: string, { json }: { json?: boolean }) => {
      const id = deleteRun(context.runServices(), name)
      if (json) printJson({ run: id, deleted: true })
      else printLines([`Deleted ${id}. Bring it back with: tandem undelete ${id}`])
    })
}

function undeleteCommand(context: RunContext): Command {
  return new Command('undelete')
    .description('bring a deleted run back')
    .addArgument(new KnownNameArgument('<run>', 'its id', 'deleted-runs'))
    .option('--json', 'print it as JSON')
    .action((name: string, { json }: { json?: boolean }) => {
      const id = undeleteRun(context.runServices(), name)
      if (json) printJson({ run: id, deleted: false })
      else printLines([`${id} is back.`])
    })
}

/** `tandem star`: a mark on what one wants to find again. */
function starCommand(context: RunContext): Command {
  return new Command('star')
    .description('give a run a star; "tandem runs --starred" lists those')
    .addArgument(runArgument())
    .option('--remove', 'take it away')
    .option('--json', 'print it as JSON')
    .action((name: string, { remove = false, json }: { remove?: boolean; json?: boolean }) => {
      const starred = !remove
      const id = annotateRun(context.runServices(), name, { starred })
      if (json) printJson({ run: id, starred })
      else printLines([starred ? starredId({ id, starred }) : `${id} has no star.`])
    })
}

/** `tandem tag`: a word to find runs by. */
function tagCommand(context: RunContext): Command {
  return new Command('tag')
    .description('give a run a tag')
    .addArgument(runArgument())
    .argument('<tag>')
    .option('--remove', 'take it away')
    .option('--json', 'print it as JSON')
    .action((name: string, tag: string, flags: { remove?: boolean; json?: boolean }) => {
      const tags = flags.remove ? { add: [], remove: [tag] } : { add: [tag], remove: [] }
      const id = annotateRun(context.runServices(), name, { tags })
      if (flags.json) printJson({ run: id, tag, removed: flags.remove ?? false })
      else printLines([`${id}: ${flags.remove ? 'no longer' : ''} ${tag}`.replace(/ +/g, ' ')])
    })
}

/** `tandem note`: a sentence to remember a run by. */
function noteCommand(context: RunContext): Command {
  return new Command('note')
    .description('write a note on a run, in the place of an earlier one')
    .addArgument(runArgument())
    .argument('<text>')
    .option('--json', 'print it as JSON')
    .action((name: string, note: string, { json }: { json?: boolean }) => {
      const id = annotateRun(context.runServices(), name, { note })
      if (json) printJson({ run: id, note })
      else printLines([`${id}: ${note}`])
    })
}

/** Columns that a narrow terminal may go without: the name of a run says almost as well when it was begun. */
const [ATTEMPTS, BEGUN, TAGS] = [4, 5, 6]

function runsText(
  runs: readonly RunSummary[],
  problemOf: (run: string) => string | null,
  style: Style
): string[] {
  if (runs.length === 0) return ['No runs.']
  const header = ['run', 'set or problem', 'methods', 'status', 'attempts', 'begun', 'tags']
  const rows = runs.map(
    ({ id, kind, setName, methods, status, attempts, started, tags, starred, unreadable }) => [
      starredId({ id, starred }),
      setName ?? (kind === 'solve' ? ellipsis(problemOf(id) ?? '', 40) : ''),
      ellipsis(unreadable ?? methods.join(' '), 40),
      unreadable === null ? status : 'unreadable',
      `${attempts.done}/${attempts.total}`,
      started === null ? '' : minuteText(Date.parse(started)),
      tags.join(' ')
    ]
  )
  const isTagged = runs.some(({ tags }) => tags.length > 0)
  const spare = isTagged ? [BEGUN, ATTEMPTS, TAGS] : [TAGS, BEGUN, ATTEMPTS]
  const narrowing = { columns: outputColumns(), flexible: [1, 2, TAGS], spare }
  return squeezedTable(header, rows, style, narrowing)
}

function hitText({ run, set, attempt, path, step, excerpt }: StoredHit, style: Style): string {
  const place = [
    run ?? set,
    attempt === null ? null : `attempt ${attempt}`,
    path === null ? null : `path ${path + 1}`,
    step === null ? null : `step ${step + 1}`
  ].filter((part) => part !== null)
  const marked = excerpt
    .replace(/\s+/g, ' ')
    // eslint-disable-next-line no-control-regex -- the marks that the search puts around a match
    .replace(/\u0002(.*?)\u0003/g, (_, match: string) => style.bold(match))
  return `${style.dim(place.join(', '))}: ${marked}`
}
