import type { AttemptView } from '../../../shared/view.ts'
import { pathColumns } from './columns.ts'
import { writeControl } from './safe-output.ts'
import type { Style } from './style.ts'
import { selectionLines } from './summary.ts'
import { terminalSize } from './terminal-size.ts'
import { visibleWidth } from './wrap.ts'

const FRAME_MS = 50
/** Lines kept free above and below the paths. */
const MARGIN_LINES = 4

/** Shows an attempt while it runs, redrawn in place at most 20 times a second. */
export class LiveView {
  readonly #out: NodeJS.WriteStream
  readonly #style: Style
  #drawn = 0
  #latest: AttemptView | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(out: NodeJS.WriteStream, style: Style) {
    this.#out = out
    this.#style = style
  }

  update(view: AttemptView): void {
    this.#latest = view
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#draw()
    }, FRAME_MS)
  }

  /** Takes the view off the screen; what follows is printed in its place. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#latest = null
    writeControl(this.#out, this.#erase())
    this.#drawn = 0
  }

  #draw(): void {
    if (!this.#latest) return
    const { columns, rows } = terminalSize(this.#out)
    const height = Math.max(1, rows - MARGIN_LINES - 2)
    const lines = [
      ...selectionLines(this.#latest, this.#style),
      ...pathColumns(this.#latest, columns - 1, height, this.#style)
    ].slice(0, rows - 1)
    writeControl(this.#out, this.#erase())
    this.#out.write(lines.map((line) => `${line}\n`).join(''))
    // A line that is wider than the terminal takes more than one of its lines.
    this.#drawn = lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(visibleWidth(line) / columns)),
      0
    )
  }

  #erase(): string {
    return this.#drawn > 0 ? `\u001b[${this.#drawn}A\u001b[0J` : ''
  }
}
