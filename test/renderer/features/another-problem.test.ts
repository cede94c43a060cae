import { describe, expect, it } from 'vitest'
import {
  isAnotherProblem,
  isWrittenOn
} from '../../../src/renderer/features/solve/another-problem.ts'

const APPLES = 'Mia picks 14 apples and gives 6 to Tom. How many are left?'

describe('the same problem, corrected', () => {
  it.each([
    ['a letter', APPLES, 'Mia picks 14 aples and gives 6 to Tom. How many are left?'],
    ['a name', APPLES, 'Mia picks 14 apples and gives 6 to Ben. How many are left?'],
    ['one figure', APPLES, 'Mia picks 15 apples and gives 6 to Tom. How many are left?'],
    ['one figure of a sum', 'What is 2 + 3?', 'What is 2 + 4?'],
    ['the only figure', 'How many sides has a 7-gon?', 'How many sides has an 8-gon?'],
    ['what is left while it is deleted', APPLES, 'Mia picks 14'],
    ['case, spaces and marks', 'Find x: 3x = 12', 'find  x, 3x = 12.'],
    ['its order', APPLES, 'How many are left? Mia picks 14 apples and gives 6 to Tom.'],
    ['a sign of a language without spaces', '小明有12个苹果，吃了5个', '小明有12个梨，吃了5个']
  ])('%s', (_what, problem, text) => {
    expect(isAnotherProblem(problem, text)).toBe(false)
  })
})

describe('another problem', () => {
  it.each([
    ['other words', APPLES, 'Find the area of a circle of radius 3.'],
    ['the same words with other figures', APPLES, APPLES.replace('14', '30').replace('6', '9')],
    ['another sum', 'What is 12 * 7?', 'What is 30 - 4?'],
    ['the same beginning', 'What is 12 * 7?', 'What is the capital of France?'],
    ['its first letter, typed over all of it', APPLES, 'F'],
    ['a language without spaces', '小明有12个苹果，吃了5个', '求半径为3的圆的面积'],
    ['none', APPLES, '  ']
  ])('%s', (_what, problem, text) => {
    expect(isAnotherProblem(problem, text)).toBe(true)
  })
})

it.each([
  ['', 'W', true],
  ['Ben has 12 nu', 'Ben has 12 nuts and finds 5 more.', true],
  ['Ben has nuts and finds 5 more.', 'Ben has 12 nuts and finds 5 more.', true],
  ['Ben has 12 nuts.', 'Ben has 13 nuts.', false]
])('%j is written on to %j: %j', (problem, text, writtenOn) => {
  expect(isWrittenOn(problem, text)).toBe(writtenOn)
})
