import { Command } from 'commander'
import type { AttemptOutcome } from '../../../../shared/attempt-outcomes.ts'
import type { Language } from '../../../../shared/contract/settings.ts'
import { foldAll } from '../../../../shared/fold.ts'
import { forkWords } from '../../../../shared/fork-words.ts'
import { gammaDecodeAt, judgingOf, whatIf } from '../../../../shared/what-if.ts'
import { say } from '../../../../shared/words/say.ts'
import { shareAttempt } from '../../../export/share-attempt.ts'
import { resolveRun } from '../../../runs/find-run.ts'
import { summarise } from '../../../runs/list-runs.ts'
import { judgingsOfRun } from '../../../runs/what-if-run.ts'
import type { Database } from '../../../store/sql.ts'
import { allAttempts } from '../../../store/tables/attempts.ts'
import { readEvents } from '../../../store/tables/event-batches.ts'
import { gradesOf } from '../../../store/tables/grades.ts'
import { attemptsWithOutcome } from '../../../store/tables/outcomes.ts'
import { problemsOfRun } from '../../../store/tables/run-problems.ts'
import type { RunRecord } from '../../../store/tables/runs.ts'
import { UserError } from '../../../user-error.ts'
import { atOnceLines } from '../at-once-text.ts'
import { pathColumns } from '../columns.ts'
import { duration } from '../figures.ts'
import { wholeNumberFlag } from '../flag-values.ts'
import { languageOption } from '../language-option.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { outputColumns, terminalSize } from '../terminal-size.ts'
import { squeezedTable } from '../text-table.ts'
import { whatIfLines, whatIfThreshold } from '../what-if-text.ts'
import { ellipsis, oneLine, wrap } from '../wrap.ts'
import { writeOutput } from '../write-output.ts'

/** Outcomes that weaken an answer, as the history calls them. */
const RESERVATIONS = ['forced', 'tie'] as const satisfies readonly AttemptOutcome[]

interface ShowOptions {
  readonly attempt?: number
  readonly whatIf?: string
  readonly html?: string
  readonly language: Language
  readonly json?: boolean
}

/** `tandem show`: a run's configuration and attempts, or one attempt step by step. */
export function showCommand(context: RunContext): Command {
  return new Command('show')
    .description('a run and its attempts, or one attempt step by step')
    .argument('<run>')
    .option(
      '--attempt <key>',
      'the attempt to open, by the number that "show" lists',
      wholeNumberFlag(0, Number.MAX_SAFE_INTEGER)
    )
    .option('--what-if <threshold>', 'what another threshold would have done to its drafts')
    .option('--html <file>', 'write the attempt to a file of its own, to be handed on')
    .addOption(languageOption('of that file'))
    .option('--json', 'print it as JSON')
    .action((name: string, { attempt, whatIf: threshold, html, language, json }: ShowOptions) => {
      const { database, now } = context.runServices()
      if (html !== undefined) {
        const { text } = shareAttempt(database, name, attempt ?? null, { language, now: now() })
        return writeOutput(html, [text])
      }
      const run = resolveRun(database, name)
      const style = createStyle(showsColours(process.stdout))
      if (threshold !== undefined) {
        return showWhatIf(database, run, attempt, threshold, { json, style })
      }
      if (attempt !== undefined) return showAttempt(database, run, attempt, json, style)
      const summary = summarise(database, now(), run)
      const attempts = listAttempts(database, run)
      if (json) {
        const { seed, config, atOnce } = run
        return printJson({ ...summary, seed, config, atOnce, attempts })
      }
      printLines([
        `${summary.id}  ${summary.status}  ${summary.attempts.done} of ${summary.attempts.total}`,
        ...wrap(
          `${summary.setName === null ? '' : `set ${oneLine(summary.setName)}, `}seed ${run.seed}, target ${oneLine(run.config.pair.target.name)}, draft ${oneLine(run.config.pair.draft.name)}`,
          outputColumns()
        ),
        ...atOnceLines(run.atOnce),
        ...(run.note === '' ? [] : wrap(run.note, outputColumns())),
        '',
        ...attemptsTable(attempts, style)
      ])
    })
}

/** Columns that a narrow terminal may go without: the first says something only where problems are tried more than once. */
const [REPEAT, TIME] = [3, 7]

/** A line an attempt; before the first of each problem how its text begins. */
function attemptsTable(attempts: ReturnType<typeof listAttempts>, style: Style): string[] {
  const titles = ['attempt', 'problem', 'method', 'repeat', 'status', 'answer', 'verdict', 'time']
  const rows = attempts.map((one) => [
    String(one.attempt),
    one.problem,
    one.method,
    String(one.repeat),
    one.error ?? one.status,
    [one.answer ?? '', ...one.reservations.map((label) => `(${label})`)].join(' '),
    one.verdict ?? '',
    one.wallMs === null ? '' : duration(one.wallMs)
  ])
  const narrowing = { columns: outputColumns(), flexible: [1, 2, 5], spare: [REPEAT, TIME] }
  const [header, ...lines] = squeezedTable(titles, rows, style, narrowing)
  const { columns } = terminalSize(process.stdout)
  return [
    header!,
    ...attempts.flatMap(({ problem, text }, index) => {
      const isNew = index === 0 || attempts[index - 1]!.problem !== problem
      return [...(isNew ? [style.dim(ellipsis(text, columns))] : []), lines[index]!]
    })
  ]
}

function listAttempts(database: Database, run: RunRecord) {
  const problems = problemsOfRun(database, run.key)
  const reservations = RESERVATIONS.map((label) => ({
    label,
    keys: new Set(attemptsWithOutcome(database, run.key, label))
  }))
  return allAttempts(database, run.key).map(
    ({ key, problem, method, repeat, status, answer, verdict, error, cause, wallMs }) => ({
      attempt: key,
      problem: problems[problem]!.id,
      text: problems[problem]!.text,
      method,
      repeat,
      status,
      answer,
      reservations: reservations.flatMap(({ label, keys }) => (keys.has(key) ? [label] : [])),
      verdict,
      error,
      cause,
      wallMs
    })
  )
}

function findAttempt(database: Database, run: RunRecord, key: number) {
  const attempt = listAttempts(database, run).find((one) => one.attempt === key)
  if (attempt) return attempt
  throw new UserError(
    `The run ${run.id} has no attempt ${key}.`,
    `See its attempts with: tandem show ${run.id}`
  )
}

/** Of one attempt, which drafts; of a run, how many by method. */
function showWhatIf(
  database: Database,
  run: RunRecord,
  attempt: number | undefined,
  text: string,
  { json, style }: { readonly json: boolean | undefined; readonly style: Style }
): void {
  const { options } = run.config
  const threshold = whatIfThreshold(text, options)
  const asked =
    attempt === undefined
      ? judgingsOfRun(database, run).map(({ method, ...rest }) => ({ name: method, ...rest }))
      : judgingOfAttempt(database, findAttempt(database, run, attempt))
  if (json) {
    return printJson({
      threshold,
      caveat: say('en', 'whatIf.caveat'),
      methods: asked.map(({ name, judging, gammaDecode }) => {
        const answer = whatIf(judging, threshold)
        return { method: name, ...answer, gammaDecode: gammaDecodeAt({ ...answer, gammaDecode }) }
      })
    })
  }
  printLines(whatIfLines(asked, options, threshold, { columns: outputColumns(), style }))
}

function judgingOfAttempt(database: Database, { attempt, method }: ReturnType<typeof findAttempt>) {
  const view = foldAll(readEvents(database, attempt))
  const judging = judgingOf(view, attempt)
  if (judging === null) return []
  return [{ name: method, judging, gammaDecode: view.ratios?.gammaDecode ?? null }]
}

function showAttempt(
  database: Database,
  run: RunRecord,
  key: number,
  json: boolean | undefined,
  style: Style
): void {
  const attempt = findAttempt(database, run, key)
  const view = foldAll(readEvents(database, key))
  const grades = gradesOf(database, key)
  if (json) return printJson({ ...attempt, grades, view })
  printLines([
    view.problem,
    '',
    ...pathColumns(view, terminalSize(process.stdout).columns, null, style),
    '',
    `${attempt.method}: ${attempt.answer ?? 'no answer'}${attempt.cause ? ` (${attempt.cause})` : ''}`,
    ...(view.fork === null
      ? []
      : [`Fork of attempt ${view.fork.attempt} (${view.fork.run}): ${forkWords(view.fork)}`]),
    ...grades.map(
      ({ verdict, policy, reason }) => `${verdict} by ${policy ?? 'a person'}: ${reason}`
    )
  ])
}
