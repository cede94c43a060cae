import { expect, it } from 'vitest'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import { fittedTable, squeezed, textTable } from '../../../../src/main/doors/terminal/text-table.ts'

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

it('stands straight below wide characters', () => {
  const rows = [
    ['学校', '12', '数'],
    ['school', '7', 'algebra']
  ]
  expect(textTable(['set', 'n', 'tag'], rows, plain)).toEqual([
    'set      n  tag',
    '学校    12  数',
    'school   7  algebra'
  ])
})

it('cuts texts before it takes a table apart, the widest first', () => {
  const header = ['run', 'problem', 'methods', 'status']
  const rows = [
    ['one', 'a problem that is told at length, with names', 'ssr and others', 'finished'],
    ['two', 'short', 'ssr', 'finished']
  ]
  const cut = squeezed(header, rows, [1, 2], 50)
  expect(textTable(header, cut, plain).map((line) => line.length)).toEqual([47, 49, 49])
  expect(cut[0]![1]).toMatch(/^a problem that.*…$/)
  expect([cut[0]![2], cut[1]]).toEqual(['ssr and others', rows[1]])
  expect(squeezed(header, rows, [1, 2], 80)).toEqual(rows)
  expect(squeezed(header, rows, [1, 2], Infinity)).toEqual(rows)
  // What is left of a text says something still.
  for (const cell of squeezed(header, rows, [1, 2], 10)[0]!.slice(1, 3)) {
    expect(cell.length).toBeGreaterThan(8)
  }
})
