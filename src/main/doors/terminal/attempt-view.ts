import type { AttemptView } from '../../../shared/view.ts'
import type { SolvedAttempt } from '../../actions/solve.ts'
import { pathColumns } from './columns.ts'
import { LiveView } from './live-view.ts'
import { createStyle, showsColours } from './style.ts'
import { billLines, selectionLines, answerLines } from './summary.ts'
import { canRedraw, terminalSize } from './terminal-size.ts'
import { verdictLine } from './verdict-text.ts'

const PLAIN_WIDTH = 100

/** Shows an attempt in a terminal while it happens, where that can be redrawn. */
export interface AttemptDisplay {
  update(view: AttemptView): void
  /** Takes it off the screen; what follows is printed in its place. */
  close(): void
}

export function createAttemptDisplay(out: NodeJS.WriteStream): AttemptDisplay {
  return canRedraw(out)
    ? new LiveView(out, createStyle(showsColours(out)))
    : { update: () => undefined, close: () => undefined }
}

/** An attempt at its end, whole, its answer held against the known one where there is one. */
export function printAttempt(
  { view, verdict }: Pick<SolvedAttempt, 'view' | 'verdict'>,
  known: string | null,
  out: NodeJS.WriteStream
): void {
  const style = createStyle(showsColours(out))
  const width = out.isTTY ? terminalSize(out).columns : PLAIN_WIDTH
  const selection = selectionLines(view, style)
  const judged = verdictLine(verdict, known, style)
  const lines = [
    ...selection,
    ...(selection.length > 0 ? [''] : []),
    ...pathColumns(view, width - 1, null, style),
    '',
    ...answerLines(view, style),
    ...(judged === null ? [] : [judged]),
    ...billLines(view, style)
  ]
  out.write(`${lines.join('\n')}\n`)
}
