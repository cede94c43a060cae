import { describe, expect, test } from 'vitest'
import { extract } from '../../../src/core/answers/extract.ts'

function found(output: string, choices?: readonly string[]): readonly [string | null, string] {
  const { answer, rule } = extract(output, choices ? { choices } : {})
  return [answer, rule]
}

describe('a box', () => {
  test.each([
    ['the last one', 'First \\boxed{3}. No: it must be \\boxed{4}.', '4'],
    ['with braces inside', 'so \\boxed{\\frac{1}{2^{n}}}', '\\frac{1}{2^{n}}'],
    ['inside another', '\\boxed{\\boxed{7}}', '7'],
    ['with a space or without braces', 'hence \\boxed {12} or \\boxed 13.', '12, 13'],
    ['a frame', '\\fbox{9}', '9'],
    ['joined by "and"', 'x is \\boxed{2} and \\boxed{-2}.', '2, -2'],
    ['joined by a comma in maths', '$\\boxed{1}$, $\\boxed{5}$', '1, 5'],
    ['in upright type', '\\boxed{\\text{none}}', 'none'],
    ['behind one that is only named', 'I write it in \\boxed{}. So \\boxed{6}', '6'],
    ['after thinking', '<think>maybe \\boxed{1}</think>It is \\boxed{2}.', '2']
  ])('%s', (_, output, answer) => {
    expect(found(output)).toEqual([answer, 'box'])
  })

  test.each([
    ['empty', 'We had \\boxed{3}, now \\boxed{}'],
    ['empty at the end', 'We had \\boxed{3}; so it is in \\boxed{}.'],
    ['never closed', 'We had \\boxed{3}, now \\boxed{4 + ']
  ])('that is %s means no answer, not an older one', (_, output) => {
    expect(found(output)).toEqual([null, 'none'])
  })

  test('stands alone where prose lies between', () => {
    expect(found('\\boxed{3} was for the first part; the second gives \\boxed{8}')[0]).toBe('8')
  })
})

test.each([
  ['<answer> 3/4 </answer>', '3/4', 'answer-tag'],
  ['<answer>It is \\boxed{6}</answer>', '6', 'box'],
  ['She has 3 * 4 = <<3*4=12>>12 eggs.\n#### 12', '12', 'hashes'],
  ['#### Case 2: even n\nthen it is 5.\nAnswer: 8', '8', 'phrase'],
  ['Therefore, the final answer is $\\frac{3}{7}$.', '\\frac{3}{7}', 'phrase'],
  ['**Answer:** 31', '31', 'phrase'],
  ['Answer:\n\\[\nx^2+1\n\\]', 'x^2+1', 'phrase'],
  ['The answer is 5. I hope it is correct.', '5', 'phrase'],
  ['The answer is $12$ because $3\\cdot4=12$.', '12', 'phrase'],
  ['Final answer: the tank holds 1,250 litres', '1,250', 'phrase'],
  ['A: 24', '24', 'phrase'],
  ['I will put the result inside `\\boxed{}`. The answer is 27.', '27', 'phrase'],
  ['2+5', '2+5', 'maths'],
  ['Adding up gives $x=3$, hence $y=\\sqrt{2}$.', 'y=\\sqrt{2}', 'maths'],
  ['He pays $40 for two and $15 for one, so 55 in all.', '55', 'number'],
  ['The temperature fell by 3 to -7', '-7', 'number'],
  ['This leaves 3/8 of the cake', '3/8', 'number']
])('%s', (output, answer, rule) => {
  expect(found(output)).toEqual([answer, rule])
})

test('finds nothing where nothing is stated', () => {
  expect(found('I do not know.')).toEqual([null, 'none'])
  expect(found('')).toEqual([null, 'none'])
})

test('reads the thinking where nothing follows it', () => {
  expect(found('<think>so it is \\boxed{2}</think>')[0]).toBe('2')
})

describe('the letter of an option', () => {
  const choices = ['12', '15', '18', '24', '30']
  test.each([
    ['The answer is (C).', 'C'],
    ['B. It cannot be A or D.', 'B'],
    ["It's not A because 12 is even, so I think it's D", 'D'],
    ['Maybe B. Actually, let us finalize C', 'C'],
    ['Option E is correct', 'E'],
    ['A train leaves at noon and arrives at D', 'D']
  ])('%s', (output, letter) => {
    expect(found(output, choices)).toEqual([letter, 'letter'])
  })

  test('that stands in a box is what the box holds', () => {
    expect(found('so \\boxed{B}', choices)).toEqual(['B', 'box'])
  })

  test('is found by the text of the option', () => {
    expect(found('hence \\boxed{24}', choices)).toEqual(['D', 'letter'])
  })

  test('that the problem does not have is none', () => {
    expect(found('The answer is J', ['yes', 'no'])).toEqual(['J', 'phrase'])
  })
})
