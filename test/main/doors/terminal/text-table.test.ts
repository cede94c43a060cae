import { expect, it } from 'vitest'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import { fittedTable, textTable } from '../../../../src/main/doors/terminal/text-table.ts'

const plain = createStyle(false)
const HEADER = ['method', 'right', 'pass@1', 'gamma', 'gammaDecode', 'time', 'time ratio']
const ROWS = [
  ['ssr-adaptive', '95', '95.2 %', '−11 %', '−83 %', '1.2 s', '1.10×'],
  ['baseline', '88', '87.6 %', '1.00×', '1.00×', '800 ms', '1.00×']
]

it.each([20, 30, 40, 60])('keeps a table within %i columns, and every cell of it', (columns) => {
  const lines = fittedTable(HEADER, ROWS, plain, columns)
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(Math.max(columns, 25))
  const text = lines.join('\n')
  for (const cell of [...HEADER, ...ROWS.flat()]) expect(text).toContain(cell)
})

it('repeats the first column in each part', () => {
  const lines = fittedTable(HEADER, ROWS, plain, 30)
  const parts = lines.join('\n').split('\n\n')
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) expect(part).toMatch(/^method .*\nssr-adaptive .*\nbaseline /)
})

it('is the plain table where that fits', () => {
  for (const columns of [80, Infinity]) {
    expect(fittedTable(HEADER, ROWS, plain, columns)).toEqual(textTable(HEADER, ROWS, plain))
  }
  expect(fittedTable(['only'], [['one']], plain, 20)).toEqual(['only', 'one'])
})
