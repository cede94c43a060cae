import { writeControl } from './safe-output.ts'
import type { RunProgress } from '../../runs/progress.ts'
import { duration } from './figures.ts'
import type { Style } from './style.ts'
import { canRedraw, terminalSize } from './terminal-size.ts'
import { fitting } from './wrap.ts'

const BAR = 24

/** Shows how far a benchmark is: redrawn in a terminal, a line now and then elsewhere. */
export interface ProgressView {
  show(progress: RunProgress): void
  /** Leaves the last state standing. */
  end(): void
}

export function createProgressView(stream: NodeJS.WriteStream, style: Style): ProgressView {
  return canRedraw(stream) ? redrawn(stream, style) : byTenths(stream)
}

function redrawn(stream: NodeJS.WriteStream, style: Style): ProgressView {
  let drawn = 0
  return {
    show(progress) {
      // A line that wrapped would be two to go back over.
      const width = terminalSize(stream).columns - 1
      const [bar, ...methods] = [barLine(progress), ...methodLines(progress)].map((line) =>
        fitting(line, width)
      )
      const lines = [style.bold(bar!), ...methods]
      const back = drawn > 0 ? `\u001b[${drawn}A` : ''
      writeControl(stream, back)
      for (const line of lines) {
        writeControl(stream, '\u001b[2K')
        stream.write(`${line}\n`)
      }
      drawn = lines.length
    },
    end() {
      drawn = 0
    }
  }
}

function byTenths(stream: NodeJS.WriteStream): ProgressView {
  let told = -1
  return {
    show(progress) {
      const tenth = Math.floor((progress.done / Math.max(1, progress.total)) * 10)
      if (tenth === told) return
      told = tenth
      const methods = methodLines(progress).map((line) => line.trim())
      stream.write(`${countText(progress)}${methods.map((line) => `; ${line}`).join('')}\n`)
    },
    end() {}
  }
}

function barLine(progress: RunProgress): string {
  const share = progress.total === 0 ? 1 : progress.done / progress.total
  const filled = Math.round(share * BAR)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled)
  const current = progress.current
    ? `  ${progress.current.problemId} ${progress.current.method}`
    : ''
  return `${bar} ${countText(progress)}${current}`
}

function countText({ done, total, failed, etaMs }: RunProgress): string {
  const left = etaMs === null || done === total ? '' : `, ${duration(etaMs)} left`
  return `${done} of ${total}${left}${failed > 0 ? `, ${failed} failed` : ''}`
}

function methodLines({ methods }: RunProgress): string[] {
  const width = Math.max(...methods.map(({ method }) => method.length))
  return methods.map(({ method, n, accuracy, gamma }) => {
    const right = accuracy === null ? '' : `  ${(accuracy * 100).toFixed(1)} % right`
    const cost = gamma === null ? '' : `  gamma ${gamma.toFixed(2)}`
    return `  ${method.padEnd(width)}  ${String(n).padStart(5)} done${right}${cost}`
  })
}
