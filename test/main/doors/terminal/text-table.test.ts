import { expect, it } from 'vitest'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import {
  fittedTable,
  squeezedTable,
  textTable
} from '../../../../src/main/doors/terminal/text-table.ts'

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

it('cuts texts for a narrow terminal, the widest first, and leaves out what is spare', () => {
  const header = ['run', 'problem', 'methods', 'status', 'begun']
  const rows = [
    [
      'one',
      'a problem that is told at length, with names',
      'ssr and others',
      'finished',
      'at noon'
    ],
    ['two', 'short', 'ssr', 'finished', 'at noon']
  ]
  const at = (columns: number) =>
    squeezedTable(header, rows, plain, { columns, flexible: [1, 2], spare: [4] })
  for (const columns of [35, 40, 45, 60, 80]) {
    for (const line of at(columns)) expect(line.length).toBeLessThanOrEqual(columns)
  }
  expect(at(60)[1]).toMatch(/^one {2}a problem that .*… {2}ssr and others {2}finished {2}at noon$/)
  expect(at(35)[0]).not.toContain('begun')
  expect(at(Infinity)).toEqual(textTable(header, rows, plain))
  // What is left of a text says something still.
  expect(at(5)).toEqual(at(33))
  expect(at(5)[1]).toMatch(/^one {2}a probl… {2}ssr and… {2}finished$/)
})

it('is a line a row, whatever is in a cell', () => {
  const rows = [
    ['one\nforged  100  100 %', '1'],
    ['two\t\u2028three\r\n', '22']
  ]
  const lines = textTable(['problem', 'n'], rows, plain)
  expect(lines).toHaveLength(3)
  expect(lines.join('|')).not.toMatch(/[\t\r\n\u2028]/)
  expect(fittedTable(['problem', 'n'], rows, plain, 10).join('|')).not.toMatch(/[\t\r\n\u2028]/)
})
