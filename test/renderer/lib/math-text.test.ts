import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMath, type MathPiece } from '../../../src/renderer/lib/math-text.ts'

function formulas(text: string): string[] {
  return splitMath(text).flatMap((piece) => (piece.kind === 'math' ? [piece.tex] : []))
}

function written(piece: MathPiece): string {
  return piece.kind === 'text' ? piece.text : piece.tex
}

describe('finding formulas in a text', () => {
  it.each([
    ['so $x^2$ holds', ['x^2']],
    ['so $$x^2$$ holds', ['x^2']],
    ['so \\(x\\) and \\[y\\] hold', ['x', 'y']],
    ['The answer is \\boxed{42}.', ['\\boxed{42}']],
    ['nested \\boxed{\\frac{1}{2}} too', ['\\boxed{\\frac{1}{2}}']],
    ['a box with a brace \\boxed{\\{1\\}} in it', ['\\boxed{\\{1\\}}']]
  ])('finds it in %j', (text, found) => {
    expect(formulas(text)).toEqual(found)
  })

  it.each([
    'it costs $5 and then $ 7',
    'a lone $ sign',
    'an escaped \\$5\\$',
    'still open \\(x',
    '\\boxed{4'
  ])('finds none in %j', (text) => {
    expect(formulas(text)).toEqual([])
  })

  it('knows which formulas stand on a line of their own', () => {
    expect(splitMath('$a$$$b$$')).toEqual([
      { kind: 'math', tex: 'a', display: false },
      { kind: 'math', tex: 'b', display: true }
    ])
  })

  it('loses nothing of a text without formulas, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const pieces = splitMath(text)
        if (pieces.every(({ kind }) => kind === 'text')) {
          expect(pieces.map(written).join('')).toBe(text)
        }
      })
    )
  })
})
