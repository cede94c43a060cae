import { ratioText } from '../../../shared/ratio-text.ts'
import { writeControl } from './safe-output.ts'
import type { RunProgress } from '../../runs/progress.ts'
import { duration } from './figures.ts'
import type { Style } from './style.ts'
import { canRedraw, terminalSize } from './terminal-size.ts'
import { fittingPart } from './wrap.ts'

const BAR = 24
/** How often a terminal shows how fast it goes, between two attempts. */
const REDRAW_MS = 1000

/** What of a benchmark changes all the time. */
export interface LiveFigures {
  /** Tokens that the models write, of all attempts together; null before the first. */
  readonly tokensPerSecond: number | null
  /** How often servers had to be asked again. */
  readonly retries: number
}

/** Shows how far a benchmark is: redrawn in a terminal, a line now and then elsewhere. */
export interface ProgressView {
  show(progress: RunProgress): void
  /** Leaves the last state standing. */
  end(): void
}

export function createProgressView(
  stream: NodeJS.WriteStream,
  style: Style,
  live: () => LiveFigures
): ProgressView {
  return canRedraw(stream) ? redrawn(stream, style, live) : byTenths(stream, live)
}

function redrawn(stream: NodeJS.WriteStream, style: Style, live: () => LiveFigures): ProgressView {
  let drawn = 0
  let last: RunProgress | null = null
  const timer = setInterval(() => {
    if (last !== null) draw(last)
  }, REDRAW_MS).unref()

  function draw(progress: RunProgress): void {
    // A line that wrapped would be two to go back over.
    const width = terminalSize(stream).columns - 1
    const [bar, ...others] = [
      barLine(progress),
      ...methodLines(progress),
      `  ${liveTexts(progress, live()).join(', ')}`
    ].map((line) => fittingPart(line, width))
    const lines = [style.bold(bar!), ...others]
    const back = drawn > 0 ? `\u001b[${drawn}A` : ''
    writeControl(stream, back)
    for (const line of lines) {
      writeControl(stream, '\u001b[2K')
      stream.write(`${line}\n`)
    }
    drawn = lines.length
  }
  return {
    show(progress) {
      last = progress
      draw(progress)
    },
    end() {
      clearInterval(timer)
      last = null
      drawn = 0
    }
  }
}

function byTenths(stream: NodeJS.WriteStream, live: () => LiveFigures): ProgressView {
  let told = -1
  return {
    show(progress) {
      const tenth = Math.floor((progress.done / Math.max(1, progress.total)) * 10)
      if (tenth === told) return
      told = tenth
      const texts = [countText(progress), ...methodLines(progress), ...liveTexts(progress, live())]
      stream.write(`${texts.map((text) => text.trim()).join('; ')}\n`)
    },
    end() {}
  }
}

function barLine(progress: RunProgress): string {
  const share = progress.total === 0 ? 1 : progress.done / progress.total
  const filled = Math.round(share * BAR)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled)
  const underWay = progress.underWay.map(({ problemId, method }) => `${problemId} ${method}`)
  return [`${bar} ${countText(progress)}`, ...underWay].join('  ')
}

function countText({ done, total, failed, etaMs }: RunProgress): string {
  const left = etaMs === null || done === total ? '' : `, ${duration(etaMs)} left`
  return `${done} of ${total}${left}${failed > 0 ? `, ${failed} failed` : ''}`
}

function liveTexts({ underWay }: RunProgress, { tokensPerSecond, retries }: LiveFigures): string[] {
  const times = retries === 1 ? 'once' : `${retries} times`
  return [
    ...(underWay.length > 1 ? [`${underWay.length} attempts at once`] : []),
    ...(tokensPerSecond === null ? [] : [`${Math.round(tokensPerSecond)} tokens/s`]),
    ...(retries > 0 ? [`servers asked again ${times}`] : [])
  ]
}

function methodLines({ methods }: RunProgress): string[] {
  const width = Math.max(...methods.map(({ method }) => method.length))
  return methods.map(({ method, n, accuracy, gamma }) => {
    const right = accuracy === null ? '' : `  ${(accuracy * 100).toFixed(1)} % right`
    const cost = gamma === null ? '' : `  gamma ${ratioText(gamma)}`
    return `  ${method.padEnd(width)}  ${String(n).padStart(5)} done${right}${cost}`
  })
}
