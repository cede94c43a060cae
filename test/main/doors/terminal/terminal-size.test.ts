import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createProgressView } from '../../../../src/main/doors/terminal/bench-progress.ts'
import { LiveView } from '../../../../src/main/doors/terminal/live-view.ts'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import { canRedraw, terminalSize } from '../../../../src/main/doors/terminal/terminal-size.ts'
import { emptyView } from '../../../../src/shared/fold.ts'

/** A terminal of a size that keeps what is written to it. */
function terminal(columns: number, rows: number) {
  const stream = Object.assign(new PassThrough(), { columns, rows, isTTY: true })
  const written: string[] = []
  stream.on('data', (data: Buffer) => written.push(data.toString()))
  return { out: stream as unknown as NodeJS.WriteStream, text: () => written.join('') }
}

it.each([
  [0, 0],
  [1, 1],
  [2, 24]
])('takes %i columns and %i rows for a terminal that does not know its size', (columns, rows) => {
  expect(terminalSize({ columns, rows })).toEqual({ columns: 80, rows: 24 })
})

it('believes every other terminal', () => {
  expect(terminalSize({ columns: 20, rows: 5 })).toEqual({ columns: 20, rows: 5 })
  expect(terminalSize({})).toEqual({ columns: 80, rows: 24 })
})

it('goes back over nothing in a dumb terminal', () => {
  expect(canRedraw({ isTTY: true }, { TERM: 'xterm' })).toBe(true)
  expect(canRedraw({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
  expect(canRedraw({ isTTY: false }, { TERM: 'xterm' })).toBe(false)
})

it('draws paths where the terminal says that it has no columns', () => {
  const { out, text } = terminal(0, 0)
  const view = new LiveView(out, createStyle(false))
  const path = { id: 0, strategy: null, steps: [], end: null, answer: null, forced: false }
  view.update({
    ...emptyView(),
    paths: [{ ...path, progress: { author: 'draft', text: '47 + 36 = 83' } }]
  } as unknown as Parameters<LiveView['update']>[0])
  return new Promise<void>((resolve) => {
    setTimeout(() => {
      view.close()
      expect(text()).toContain('D 47 + 36 = 83')
      resolve()
    }, 100)
  })
})

it('shows the whole of a line of progress where there are no columns', () => {
  const { out, text } = terminal(0, 0)
  const live = () => ({ tokensPerSecond: null, retries: 0 })
  createProgressView(out, createStyle(false), live).show({
    done: 1,
    total: 4,
    failed: 0,
    etaMs: null,
    underWay: [],
    methods: [{ method: 'ssr', n: 1, accuracy: 1, gamma: null }]
  })
  expect(text()).toContain('1 of 4\n')
  expect(text()).toContain('100.0 % right\n')
})
