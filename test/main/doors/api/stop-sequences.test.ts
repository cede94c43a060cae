import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StopSequences } from '../../../../src/main/doors/api/stop-sequences.ts'

function shown(pieces: readonly string[], sequences: readonly string[]): string[] {
  const stop = new StopSequences(sequences)
  return [...pieces.map((piece) => stop.take(piece)), stop.end()]
}

describe('stop sequences', () => {
  it('cut the text before the first of them that is complete', () => {
    expect(shown(['one two three'], ['three', 'two'])).toEqual(['one ', ''])
  })

  it('are found across pieces, without a trace of their beginning', () => {
    expect(shown(['a#', '#', '#b', 'c'], ['###'])).toEqual(['a', '', '', '', ''])
  })

  it('give back what only looked like one', () => {
    expect(shown(['a#', '#b'], ['###'])).toEqual(['a', '##b', ''])
    expect(shown(['a##'], ['###'])).toEqual(['a', '##'])
  })

  it('that are none let everything pass at once', () => {
    expect(shown(['a', 'b'], [])).toEqual(['a', 'b', ''])
  })

  it('never depend on where the text is cut into pieces', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 })
    fc.assert(
      fc.property(fc.array(text), fc.array(letters, { maxLength: 3 }), (pieces, sequences) => {
        const whole = pieces.join('')
        // As if it came character by character.
        const ends = whole.split('').map((_, index) => whole.slice(0, index + 1))
        const first = ends.find((text) => sequences.some((one) => text.endsWith(one)))
        const met = sequences.filter((one) => first?.endsWith(one)).map((one) => one.length)
        const expected = first?.slice(0, first.length - Math.max(...met)) ?? whole
        expect(shown(pieces, sequences).join('')).toBe(expected)
      })
    )
  })
})
