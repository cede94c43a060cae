import { expect, it } from 'vitest'
import { questionText } from '../../../src/core/answer-kinds/question-text.ts'

it('asks a problem of mathematics as it stands', () => {
  expect(questionText({ id: '1', text: '2+2?', answer: '4' })).toBe('2+2?')
})

it('names the options, and asks for a letter', () => {
  expect(
    questionText({
      id: '1',
      text: 'Which floats?',
      options: ['iron', 'cork'],
      answerKind: 'choice'
    })
  ).toBe('Which floats?\n\n(A) iron\n(B) cork\n\nAnswer with the letter of the right option.')
})

it('does not repeat options that the text names', () => {
  const text = 'Which floats? A. iron B. cork'
  expect(questionText({ id: '1', text, options: ['iron', 'cork'] })).toBe(text)
})
