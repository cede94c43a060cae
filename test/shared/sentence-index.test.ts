import { describe, expect, it } from 'vitest'
import { retold } from '../../src/shared/words/retold.ts'
import { indexSentences } from '../../src/shared/words/sentence-index.ts'
import { TOLD } from '../../src/shared/words/told/told.ts'

const translated = Object.entries(TOLD).filter(([language]) => language !== 'en')

/** The sentence as it may be said: with some value at each place for one. */
function filled(english: string): string {
  return english.replaceAll(/\{\w+\}/g, 'X1')
}

describe.each(translated)('the sentences that a text can be, in %s', (language, told) => {
  const candidatesFor = indexSentences(told)

  it('hold every sentence that is told, whatever its values are', () => {
    const lost = Object.entries(told).filter(
      ([english, own]) =>
        ![filled(english), english.replaceAll(/\{\w+\}/g, 'a longer value: 1,000')].every((text) =>
          candidatesFor(text).some(({ translated }) => translated === own)
        )
    )
    expect(lost).toEqual([])
  })

  it('are told, each of them', () => {
    const untold = Object.entries(told).filter(
      ([english, own]) =>
        filled(english) !== filled(own) &&
        retold(filled(english), language as 'de') === filled(english)
    )
    expect(untold.map(([english]) => english)).toEqual([])
  })

  it('are each once, those first that say most in their own words', () => {
    for (const text of ['a', 'The file is 3 of 4.', ...Object.keys(told).map(filled)]) {
      const candidates = candidatesFor(text)
      expect(new Set(candidates).size).toBe(candidates.length)
      const said = candidates.map(({ pieces }) => pieces.join('').length)
      expect(said).toEqual(said.toSorted((a, b) => b - a))
    }
  })

  it('are few of all', () => {
    const all = Object.keys(told).length
    const texts = [...Object.keys(told).map(filled), 'The model wrote this, and nobody knows it.']
    const tried = texts.map((text) => candidatesFor(text).length)
    expect(Math.max(...tried)).toBeLessThan(all / 5)
    expect(tried.reduce((sum, count) => sum + count) / tried.length).toBeLessThan(all / 20)
  })
})
