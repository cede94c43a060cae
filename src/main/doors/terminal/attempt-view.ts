import type { AttemptView } from '../../../shared/view.ts'
import type { SolvedAttempt } from '../../actions/solve.ts'
import { pathColumns } from './columns.ts'
import { LiveView } from './live-view.ts'
import { createStyle, showsColours } from './style.ts'
import { answerLines, billLines, selectionLines, verdictWords } from './summary.ts'
import { canRedraw, outputColumns, terminalSize } from './terminal-size.ts'
import { verdictLine } from './verdict-text.ts'
import { wrap } from './wrap.ts'

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

/** Columns that a drawing takes: those of the terminal but the last one, where some go on below. */
export function drawingWidth(out: NodeJS.WriteStream): number {
  return out.isTTY ? terminalSize(out).columns - 1 : PLAIN_WIDTH
}

/** An attempt whole, as it is printed at its end and ever after; its answer is held against the known one where there is one. */
export function attemptLines(
  { view, verdict }: Pick<SolvedAttempt, 'view' | 'verdict'>,
  known: string | null,
  out: NodeJS.WriteStream
): string[] {
  const style = createStyle(showsColours(out))
  const columns = outputColumns(out)
  const within = (lines: readonly string[]) => lines.flatMap((line) => wrap(line, columns))
  const selection = within(selectionLines(view, style))
  const judged = verdictLine(verdict, known, style)
  return [
    ...selection,
    ...(selection.length > 0 ? [''] : []),
    ...pathColumns(view, drawingWidth(out), null, style),
    '',
    ...within([
      ...answerLines(view, style),
      ...(judged === null ? [] : [judged]),
      ...verdictWords(view),
      ...billLines(view, style)
    ])
  ]
}
