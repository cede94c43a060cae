import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDiff } from '../../../src/renderer/lib/word-diff.ts'

describe('the difference of two texts', () => {
  it('keeps what both have', () => {
    expect(wordDiff('Add: 1+2=4.', 'Add: 1+2=3.')).toEqual([
      { kind: 'same', text: 'Add: 1+2=' },
      { kind: 'removed', text: '4' },
      { kind: 'added', text: '3' },
      { kind: 'same', text: '.' }
    ])
  })

  it('gives back both texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parts = wordDiff(before, after)
        const without = (kind: string) =>
          parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('')
        expect(without('added')).toBe(before)
        expect(without('removed')).toBe(after)
      })
    )
  })
})
