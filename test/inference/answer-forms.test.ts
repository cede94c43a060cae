import type { Token } from 'node-llama-cpp'
import { describe, expect, test } from 'vitest'
import { answerForms } from '../../src/inference/answer-forms.ts'

/** A vocabulary that reads the longest piece it knows first, and single characters otherwise. */
function vocabularyOf(merged: readonly string[]) {
  const pieces = [...merged].sort((a, b) => b.length - a.length)
  const ids = new Map<string, number>()
  return {
    following(text: string): Token[] {
      const tokens: Token[] = []
      while (text !== '') {
        const piece = pieces.find((piece) => text.startsWith(piece)) ?? text[0]!
        if (!ids.has(piece)) ids.set(piece, ids.size)
        tokens.push(ids.get(piece)! as Token)
        text = text.slice(piece.length)
      }
      return tokens
    },
    id: (piece: string) => ids.get(piece)
  }
}

describe('the tokens that an answer may begin with', () => {
  test('are both the bare letter and the one merged with a space', () => {
    const vocabulary = vocabularyOf([' A', ' B'])
    const { direct, spaced } = answerForms(['A', 'B'], vocabulary)
    const [a, b] = direct
    expect(spaced).toBeNull()
    expect(a).toEqual([vocabulary.id('A'), vocabulary.id(' A')])
    expect(b).toEqual([vocabulary.id('B'), vocabulary.id(' B')])
  })

  test('leave out a lone space, with which every answer would begin', () => {
    const vocabulary = vocabularyOf([])
    expect(answerForms(['A', 'B'], vocabulary).direct).toEqual([
      [vocabulary.id('A')],
      [vocabulary.id('B')]
    ])
  })

  test('are asked for behind a space that is a token of its own', () => {
    const vocabulary = vocabularyOf([' A'])
    expect(answerForms(['7', '8'], vocabulary).spaced).toEqual({
      space: vocabulary.id(' '),
      behind: [vocabulary.id('7'), vocabulary.id('8')]
    })
    // Some merged and some not: the merged ones are told by their own token, the space tells nothing certain.
    expect(answerForms(['A', '7'], vocabulary).spaced).toBeNull()
  })

  test('leave out a merged form that two answers share', () => {
    const vocabulary = vocabularyOf([' 1', '1', '12'])
    expect(answerForms(['1', '12'], vocabulary).direct).toEqual([
      [vocabulary.id('1')],
      [vocabulary.id('12')]
    ])
  })

  test('are refused in words where an answer has none of its own', () => {
    const vocabulary = vocabularyOf([])
    expect(() => answerForms(['10', '11'], vocabulary)).toThrow(
      'This model cannot tell the answers 10, 11 apart by their first token.'
    )
  })
})
