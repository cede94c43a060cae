import { writeControl } from './safe-output.ts'
import { canRedraw } from './terminal-size.ts'

/** One line that says how far something is: redrawn in place where the terminal can, else a line each time. */
export interface ProgressLine {
  show(text: string): void
  /** Leaves the last text standing. */
  end(): void
}

export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  const redraws = canRedraw(stream)
  let shown = false
  return {
    show(text) {
      if (redraws) writeControl(stream, '\r\u001b[K')
      stream.write(redraws ? text : `${text}\n`)
      shown = true
    },
    end() {
      if (redraws && shown) stream.write('\n')
      shown = false
    }
  }
}
