import { expect, test } from 'vitest'
import { bytesOfTokens } from '../../../../src/inference/backends/server/token-strings.ts'

const textsOf = (tokens: readonly Uint8Array[] | null) =>
  tokens?.map((bytes) => Buffer.from(bytes).toString('latin1'))

test('a byte-level vocabulary writes bytes as letters', () => {
  expect(textsOf(bytesOfTokens(['Tom', 'Ġhas', 'Ċ', 'Ã', '©'], 'Tom has\né'))).toEqual([
    'Tom',
    ' has',
    '\n',
    '\u00c3',
    '\u00a9'
  ])
})

test('a SentencePiece vocabulary writes spaces as blocks, and bytes as numbers', () => {
  const tokens = bytesOfTokens(['▁Tom', '<0xC3>', '<0xA9>', '▁½'], ' Tomé ½')
  expect(tokens?.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual([
    '20546f6d',
    'c3',
    'a9',
    '20c2bd'
  ])
})

test('strings that do not add up to the text are no answer', () => {
  expect(bytesOfTokens(['Tom', 'Ġhad'], 'Tom has')).toBeNull()
  expect(bytesOfTokens([], 'Tom')).toBeNull()
})
