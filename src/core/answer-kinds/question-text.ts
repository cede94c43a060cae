import type { Problem } from '../../shared/problem-set.ts'
import { answerKind } from './registry.ts'

/**
 * What a model is asked: the problem's text, with its options where the text does not name them, and in which form to
 * answer where its kind asks for one. A problem of mathematics is asked as it stands.
 */
export function questionText({ text, options = [], answerKind: name }: Problem): string {
  const letters = options.map((_, at) => String.fromCharCode(65 + at))
  const marked = options.map((option, at) => `(${letters[at]}) ${option}`)
  const named = letters.every((letter) => new RegExp(`(?:^|\\W)${letter}\\s*[).:]`).test(text))
  const instruction = answerKind(name)?.instruction ?? ''
  return [
    text,
    ...(named ? [] : [marked.join('\n')]),
    ...(instruction === '' ? [] : [instruction])
  ].join('\n\n')
}
