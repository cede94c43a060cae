import { expect, test } from 'vitest'
import { boxes, hasAnswer, lastBoxed, unboxed } from '../../../src/core/answers/boxed.ts'

test('says whether a text holds a complete box', () => {
  expect(hasAnswer('so \\boxed{\\{1, 2\\}}')).toBe(true)
  expect(hasAnswer('so \\boxed{\\frac{1}{2}')).toBe(false)
  expect(hasAnswer('so \\boxed{}')).toBe(false)
  expect(hasAnswer('no box at all')).toBe(false)
})

test('tells no box from a box without an answer', () => {
  expect(lastBoxed('nothing')).toBeUndefined()
  expect(lastBoxed('\\boxed{1} \\boxed{ }')).toBeNull()
  expect(lastBoxed('\\boxed{1} \\boxed{ 2 }')).toBe('2')
})

test('finds where boxes stand', () => {
  const text = 'a \\boxed{b{c}} d'
  const [box] = boxes(text)
  expect(box).toEqual({ start: 2, inside: 9, end: 14, content: 'b{c}' })
})

test('a brace that prose leaves open does not swallow the box', () => {
  expect(lastBoxed('the set { of \\boxed{4}')).toBe('4')
})

test('puts the contents of boxes in their place', () => {
  expect(unboxed('x = \\boxed{3} cm').replace(/\s+/g, ' ')).toBe('x = 3 cm')
  expect(unboxed('\\boxed{never closed')).toBe('\\boxed{never closed')
})
