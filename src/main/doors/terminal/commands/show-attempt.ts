import { foldAll } from '../../../../shared/fold.ts'
import { forkWords } from '../../../../shared/fork-words.ts'
import { lengthOf, pathTimeline } from '../../../../shared/timeline.ts'
import type { AttemptView } from '../../../../shared/view.ts'
import type { Database } from '../../../store/sql.ts'
import { readEvents } from '../../../store/tables/event-batches.ts'
import { gradesOf } from '../../../store/tables/grades.ts'
import type { RunRecord } from '../../../store/tables/runs.ts'
import type { ListedAttempt } from '../attempt-list.ts'
import { attemptLines, drawingWidth } from '../attempt-view.ts'
import { confidenceDocument, confidenceLines } from '../confidence-text.ts'
import { printJson, printLines } from '../print.ts'
import type { Style } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { timelineLines } from '../timeline-text.ts'
import { oneLine, wrap } from '../wrap.ts'

interface AttemptFlags {
  readonly timeline?: boolean
  readonly confidence?: boolean
  readonly json?: boolean
  readonly style: Style
}

/** An attempt as it was printed when it was made, or who worked when, or how probable its tokens were. */
export function showAttempt(
  database: Database,
  run: RunRecord,
  attempt: ListedAttempt,
  { timeline, confidence, json, style }: AttemptFlags
): void {
  const view = foldAll(readEvents(database, attempt.attempt))
  const title = style.bold(titleOf(run, attempt))
  if (timeline) return showTimeline(attempt, view, { title, json, style })
  if (confidence) return showConfidence(attempt, view, { title, json, style })
  const grades = gradesOf(database, attempt.attempt)
  if (json) return printJson({ ...attempt, grades, view })
  const { cause, verdict, knownAnswer } = attempt
  const within = (text: string) => wrap(text, outputColumns())
  printLines([
    ...within(title),
    ...within(attempt.text),
    '',
    ...attemptLines({ view, verdict }, knownAnswer, process.stdout),
    // What ended it may have kept it from saying so itself.
    ...(view.outcome === null && cause !== null ? within(style.bad(cause)) : []),
    ...(view.fork === null
      ? []
      : within(`Fork of attempt ${view.fork.attempt} (${view.fork.run}): ${forkWords(view.fork)}`)),
    ...grades.flatMap(({ verdict: given, policy, reason }) =>
      within(`${given} by ${policy ?? 'a person'}: ${reason}`)
    )
  ])
}

function titleOf({ kind, config }: RunRecord, attempt: ListedAttempt): string {
  const { attempt: key, problem, method, repeat, status } = attempt
  return [
    `Attempt ${key}${kind === 'solve' ? '' : `: ${oneLine(problem)}`} by ${method}`,
    ...(config.repeats > 1 ? [`repeat ${repeat}`] : []),
    ...(status === 'done' ? [] : [status])
  ].join(', ')
}

interface Shown {
  readonly title: string
  readonly json: boolean | undefined
  readonly style: Style
}

function showTimeline(
  attempt: ListedAttempt,
  view: AttemptView,
  { title, json, style }: Shown
): void {
  if (json) {
    const paths = view.paths.map(pathTimeline)
    return printJson({ attempt: attempt.attempt, ms: lengthOf(view), paths })
  }
  printLines([title, '', ...timelineLines(view, drawingWidth(process.stdout), style)])
}

function showConfidence(
  attempt: ListedAttempt,
  view: AttemptView,
  { title, json, style }: Shown
): void {
  if (json) return printJson({ attempt: attempt.attempt, texts: confidenceDocument(view) })
  printLines([title, '', ...confidenceLines(view, drawingWidth(process.stdout), style)])
}
