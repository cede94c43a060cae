import { expect, test } from 'vitest'
import { judge } from '../../../src/core/answers/judge.ts'
import { reference } from '../../../src/core/answers/reference.ts'

test('compares two answers as they stand', () => {
  expect(judge({ kind: 'equiv', gold: '1/2', pred: '0.5' })).toEqual({
    equality: 'equal',
    reason: 'the same number exactly',
    extracted: null,
    rule: null
  })
})

test('takes the answer out of an output and says how', () => {
  const output = 'Half of 14 is \\boxed{7}.'
  expect(judge({ kind: 'extract', gold: '$7$', pred: output })).toMatchObject({
    equality: 'equal',
    extracted: '7',
    rule: 'box'
  })
})

test('an output without an answer is wrong, not ungradable', () => {
  expect(judge({ kind: 'extract', gold: '7', pred: 'I give up' })).toMatchObject({
    equality: 'different',
    extracted: null,
    rule: 'none'
  })
})

test('a gold letter is looked for as a letter', () => {
  const output = 'B. It is not A.'
  expect(judge({ kind: 'extract', gold: '(B)', pred: output }).equality).toBe('equal')
})

test('the text of an option counts as its letter, on either side', () => {
  const choices = ['red', 'green', 'blue']
  expect(judge({ kind: 'equiv', gold: 'B', pred: 'green', choices }).equality).toBe('equal')
  expect(judge({ kind: 'equiv', gold: 'green', pred: '(B)', choices }).equality).toBe('equal')
  expect(judge({ kind: 'equiv', gold: 'B', pred: 'blue', choices }).equality).toBe('different')
})

test('applies the policy and the tolerance', () => {
  const task = { kind: 'equiv', gold: '3.7', pred: '3.65' } as const
  expect(judge({ ...task, tolerance: 0.1 }).equality).toBe('equal')
  expect(judge({ kind: 'equiv', gold: '\\frac13', pred: '0.333' }, 'strict').equality).toBe(
    'different'
  )
})

test('a reference is an answer or a solution that states it', () => {
  expect(reference('\\frac{3}{4}')).toEqual({ answer: '\\frac{3}{4}', choices: [] })
  expect(reference('As $2+2=4$, we get \\boxed{4}.').answer).toBe('4')
  expect(reference('2 + 3 = 5\n#### 5').answer).toBe('5')
  expect(reference('D')).toMatchObject({
    answer: 'D',
    choices: expect.arrayContaining(['D']) as string[]
  })
})
