import { expect, it } from 'vitest'
import { meanApart } from '../../../../src/inference/backends/llama/mean-apart.ts'

const tokens = (text: string) => [...text]

it.each([
  ['what stands between two shared ends counts alone', 'abXYcd', 'abcd', (-2 - 3) / 2],
  ['all that follows a shared beginning counts', 'abXY', 'ab', (-2 - 3) / 2],
  ['of what precedes a shared end the first token has no probability', 'XYZab', 'ab', (-1 - 2) / 2],
  ['beside nothing everything counts', 'abcd', '', (-1 - 2 - 3) / 3],
  ['no token is shared twice where both ends could have it', 'aXaa', 'aaa', -1],
  ['the same text has nothing of its own', 'abcd', 'abcd', null]
])('%s', (_, text, other, expected) => {
  const logs = [-1, -2, -3, -4, -5].slice(0, text.length - 1)
  expect(meanApart(logs, tokens(text), tokens(other))).toBe(expected)
})
