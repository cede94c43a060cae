import { Command } from 'commander'
import { emptyView, fold } from '../../../../shared/fold.ts'
import { resolveRun } from '../../../runs/find-run.ts'
import { summarise } from '../../../runs/list-runs.ts'
import type { Database } from '../../../store/sql.ts'
import { allAttempts } from '../../../store/tables/attempts.ts'
import { readEvents } from '../../../store/tables/event-batches.ts'
import { gradesOf } from '../../../store/tables/grades.ts'
import { problemsOfRun } from '../../../store/tables/run-problems.ts'
import type { RunRecord } from '../../../store/tables/runs.ts'
import { UserError } from '../../../user-error.ts'
import { pathColumns } from '../columns.ts'
import { duration } from '../figures.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { terminalSize } from '../terminal-size.ts'
import { textTable } from '../text-table.ts'
import { ellipsis } from '../wrap.ts'

/** `tandem show`: a run's configuration and attempts, or one attempt step by step. */
export function showCommand(context: RunContext): Command {
  return new Command('show')
    .description('a run and its attempts, or one attempt step by step')
    .argument('<run>')
    .option('--attempt <key>', 'the attempt to open, by the number that "show" lists')
    .option('--json', 'print it as JSON')
    .action((name: string, { attempt, json }: { attempt?: string; json?: boolean }) => {
      const { database, now } = context.runServices()
      const run = resolveRun(database, name)
      const style = createStyle(showsColours(process.stdout))
      if (attempt !== undefined) return showAttempt(database, run, Number(attempt), json, style)
      const summary = summarise(database, now(), run)
      const attempts = listAttempts(database, run)
      if (json) return printJson({ ...summary, seed: run.seed, config: run.config, attempts })
      printLines([
        `${summary.id}  ${summary.status}  ${summary.attempts.done} of ${summary.attempts.total}`,
        `${summary.set === null ? '' : `set ${summary.set}, `}seed ${run.seed}, target ${run.config.pair.target.name}, draft ${run.config.pair.draft.name}`,
        ...(run.note === '' ? [] : [run.note]),
        '',
        ...attemptsTable(attempts, style)
      ])
    })
}

/** A line an attempt; before the first of each problem how its text begins. */
function attemptsTable(attempts: ReturnType<typeof listAttempts>, style: Style): string[] {
  const [header, ...lines] = textTable(
    ['attempt', 'problem', 'method', 'repeat', 'status', 'answer', 'verdict', 'time'],
    attempts.map((one) => [
      String(one.attempt),
      one.problem,
      one.method,
      String(one.repeat),
      one.error ?? one.status,
      one.answer ?? '',
      one.verdict ?? '',
      one.wallMs === null ? '' : duration(one.wallMs)
    ]),
    style
  )
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
  return allAttempts(database, run.key).map(
    ({ key, problem, method, repeat, status, answer, verdict, error, cause, wallMs }) => ({
      attempt: key,
      problem: problems[problem]!.id,
      text: problems[problem]!.text,
      method,
      repeat,
      status,
      answer,
      verdict,
      error,
      cause,
      wallMs
    })
  )
}

function showAttempt(
  database: Database,
  run: RunRecord,
  key: number,
  json: boolean | undefined,
  style: Style
): void {
  const attempt = listAttempts(database, run).find((one) => one.attempt === key)
  if (!attempt) {
    throw new UserError(
      `The run ${run.id} has no attempt ${key}.`,
      `See its attempts with: tandem show ${run.id}`
    )
  }
  const view = readEvents(database, key).reduce(fold, emptyView())
  const grades = gradesOf(database, key)
  if (json) return printJson({ ...attempt, grades, view })
  printLines([
    view.problem,
    '',
    ...pathColumns(view, terminalSize(process.stdout).columns, null, style),
    '',
    `${attempt.method}: ${attempt.answer ?? 'no answer'}${attempt.cause ? ` (${attempt.cause})` : ''}`,
    ...grades.map(
      ({ verdict, policy, reason }) => `${verdict} by ${policy ?? 'a person'}: ${reason}`
    )
  ])
}
