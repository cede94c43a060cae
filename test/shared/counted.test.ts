import { expect, it } from 'vitest'
import { counted } from '../../src/shared/counted.ts'

it('has one of a thing in the singular, and none or several in the plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'problem'))).toEqual([
    '0 problems',
    '1 problem',
    '2 problems'
  ])
  expect([1, 12].map((count) => counted(count, 'try', 'tries'))).toEqual(['1 try', '12 tries'])
})
