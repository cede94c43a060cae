import { emptyView, fold } from '../../../shared/fold.ts'
import type { RunEvent } from '../../../shared/events.ts'
import type { RunView } from '../../../shared/view.ts'
import { pathColumns } from './columns.ts'
import { LiveView } from './live-view.ts'
import { createStyle, showsColours } from './style.ts'
import { billLines, selectionLines, verdictLines } from './summary.ts'
import { canRedraw, terminalSize } from './terminal-size.ts'

const PLAIN_WIDTH = 100

/** Shows the events of one attempt in a terminal: live where it is one, and whole at the end. */
export async function showAttempt(
  events: AsyncIterable<RunEvent>,
  out: NodeJS.WriteStream
): Promise<RunView> {
  const style = createStyle(showsColours(out))
  const live = canRedraw(out) ? new LiveView(out, style) : null
  let view = emptyView()
  try {
    for await (const event of events) {
      view = fold(view, event)
      live?.update(view)
    }
  } finally {
    live?.close()
  }
  const width = out.isTTY ? terminalSize(out).columns : PLAIN_WIDTH
  const selection = selectionLines(view, style)
  const lines = [
    ...selection,
    ...(selection.length > 0 ? [''] : []),
    ...pathColumns(view, width - 1, null, style),
    '',
    ...verdictLines(view, style),
    ...billLines(view, style)
  ]
  out.write(`${lines.join('\n')}\n`)
  return view
}
