import { type AttemptOutcome, ATTEMPT_OUTCOMES } from '../../../shared/attempt-outcomes.ts'
import { counted } from '../../../shared/counted.ts'
import type { Database } from '../../store/sql.ts'
import { allAttempts } from '../../store/tables/attempts.ts'
import { attemptsWithOutcome } from '../../store/tables/outcomes.ts'
import { problemsOfRun } from '../../store/tables/run-problems.ts'
import type { RunRecord } from '../../store/tables/runs.ts'
import { UserError } from '../../user-error.ts'
import { duration } from './figures.ts'
import type { Style } from './style.ts'
import { outputColumns, terminalSize } from './terminal-size.ts'
import { squeezedTable } from './text-table.ts'
import { ellipsis } from './wrap.ts'

/** Outcomes that weaken an answer, as the history calls them. */
const RESERVATIONS = ['forced', 'tie'] as const satisfies readonly AttemptOutcome[]

/** An attempt of a run, as the terminal lists it. */
export type ListedAttempt = ReturnType<typeof listAttempts>[number]

/** The attempts of a run in the order of its problems; those with an outcome alone where one is given. */
export function listAttempts(database: Database, run: RunRecord, outcome?: AttemptOutcome) {
  const problems = problemsOfRun(database, run.key)
  const wanted = outcome && new Set(attemptsWithOutcome(database, run.key, outcome))
  const reservations = RESERVATIONS.map((label) => ({
    label,
    keys: new Set(attemptsWithOutcome(database, run.key, label))
  }))
  return allAttempts(database, run.key)
    .filter(({ key }) => wanted?.has(key) ?? true)
    .map(({ key, problem, method, repeat, status, answer, verdict, error, cause, wallMs }) => ({
      attempt: key,
      problem: problems[problem]!.id,
      text: problems[problem]!.text,
      knownAnswer: problems[problem]!.answer ?? null,
      method,
      repeat,
      status,
      answer,
      reservations: reservations.flatMap(({ label, keys }) => (keys.has(key) ? [label] : [])),
      verdict,
      error,
      cause,
      wallMs
    }))
}

/**
 * The attempt that is meant: of a run of one problem the last one where none is named.
 *
 * @throws UserError where the run has none of that number, or has several and none is named
 */
export function findAttempt(
  database: Database,
  run: RunRecord,
  key: number | undefined
): ListedAttempt {
  const attempts = listAttempts(database, run)
  const isNamed = key !== undefined || run.kind !== 'solve'
  const found = isNamed ? attempts.find(({ attempt }) => attempt === key) : attempts.at(-1)
  if (found) return found
  throw new UserError(
    key === undefined
      ? `Say with --attempt which attempt of the run ${run.id} is meant.`
      : `The run ${run.id} has no attempt ${key}.`,
    `See its attempts with: tandem show ${run.id}`
  )
}

/** Columns that a narrow terminal may go without: the first says something only where problems are tried more than once. */
const [REPEAT, TIME] = [3, 7]

/** A line an attempt; before the first of each problem how its text begins. */
export function attemptsTable(attempts: readonly ListedAttempt[], style: Style): string[] {
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

/** How many attempts of a run have an outcome, and what that means. */
export function outcomeLine(
  outcome: AttemptOutcome,
  { found, of }: { readonly found: number; readonly of: number }
): string {
  const { label, meaning } = ATTEMPT_OUTCOMES.find(({ name }) => name === outcome)!
  return `Only "${label}" (${meaning}): ${found} of ${counted(of, 'attempt')}.`
}
