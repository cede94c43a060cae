import { expect, test } from 'vitest'
import { parseLines } from '../../../src/main/grading/grading-line.ts'
import { UserError } from '../../../src/main/user-error.ts'

test('fills in what a line leaves out', () => {
  expect(parseLines('{"gold": 5, "pred": "5.0"}\n', 'a.jsonl')).toEqual([
    { gold: '5', pred: '5.0', kind: 'equiv', mode: 'grade', tier: 'all' }
  ])
})

test('skips empty lines, a byte order mark and carriage returns', () => {
  expect(
    parseLines('\ufeff{"gold":"1","pred":"1"}\r\n\r\n{"gold":"2","pred":"2"}', 'a')
  ).toHaveLength(2)
})

test('extraction alone goes without a gold answer', () => {
  const [line] = parseLines(
    '{"kind":"extract","mode":"string","gold":null,"pred":"5","expected":null}',
    'a'
  )
  expect(line).toMatchObject({ kind: 'extract', mode: 'string', expected: null })
})

test.each([
  ['["12", "15"]', ['12', '15']],
  ['[12, 1.5]', ['12', '1.5']],
  ['[{"label": "B", "text": "12"}, {"label": "C", "text": "15"}]', ['(B) 12', '(C) 15']],
  ['{"A": "12", "B": "15"}', ['(A) 12', '(B) 15']],
  ['null', undefined]
])('reads the options %s', (choices, expected) => {
  const [line] = parseLines(`{"gold":"A","pred":"A","choices":${choices}}`, 'a')
  expect(line?.choices).toEqual(expected)
})

test.each([
  ['{"gold":"1","pred":"1","choices":7}', 'a.jsonl, line 1: choices: expected a list'],
  ['{"gold":"1","pred":"1"}\n{"gold":', 'a.jsonl, line 2: not JSON'],
  ['{"gold":"1"}', 'a.jsonl, line 1: pred'],
  ['{"pred":"1"}', 'a.jsonl, line 1: gold'],
  ['{"gold":"1","pred":"1","kind":"guess"}', 'a.jsonl, line 1: kind'],
  ['[1]', 'a.jsonl, line 1']
])('refuses %s', (text, message) => {
  expect(() => parseLines(text, 'a.jsonl')).toThrow(UserError)
  expect(() => parseLines(text, 'a.jsonl')).toThrow(message)
})
