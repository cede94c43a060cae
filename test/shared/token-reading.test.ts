import { describe, expect, it } from 'vitest'
import { shownTokens } from '../../src/renderer/features/attempt/token-marks.ts'
import { readReading, writeReading, type TokenReading } from '../../src/shared/token-reading.ts'
import { certainDigit, runScripted } from '../helpers/solve-job.ts'

describe('a reading of tokens', () => {
  it('comes back with its lengths, and its probabilities as near as eyes can tell', () => {
    const tokens = [0.001, 0.05, 0.5, 0.9, 0.95, 0.99].map((probability, index) => ({
      characters: [0, 1, 62, 63, 64, 300][index]!,
      probability
    }))
    const kept = writeReading(tokens)
    const read = readReading(kept)
    expect(read.map(({ characters }) => characters)).toEqual([0, 1, 62, 63, 64, 300])
    for (const [index, { probability }] of read.entries()) {
      const odds = (p: number) => Math.log(p / (1 - p))
      expect(Math.abs(odds(probability) - odds(tokens[index]!.probability))).toBeLessThan(0.12)
    }
    expect(kept.levels).toHaveLength(tokens.length)
  })

  it('keeps certainty and impossibility within the scale', () => {
    const read = readReading(
      writeReading([0, 1].map((probability) => ({ characters: 1, probability })))
    )
    expect(read[0]!.probability).toBeLessThan(0.001)
    expect(read[1]!.probability).toBeGreaterThan(0.999)
  })

  it('of something else is none', () => {
    expect(readReading({ lengths: '!?', levels: 'AA' })).toEqual([])
    expect(readReading({ lengths: 'BBB', levels: 'A' })).toEqual([])
  })
})

describe('the tokens of a step', () => {
  it('are divided as the target reads them, with what the draft thought of them', () => {
    const own = writeReading([{ characters: 4, probability: 0.99 }])
    const judged = writeReading([
      { characters: 1, probability: 0.03 },
      { characters: 3, probability: 0.9 }
    ])
    const shown = shownTokens('abcd!', { by: 'draft', reading: own }, judged)
    expect(shown.map(({ text, at }) => [text, at])).toEqual([
      ['a', 0],
      ['bcd', 1],
      ['!', 4]
    ])
    expect(shown[0]!.words).toMatch(/^target 3 %, draft 99 %$/)
    expect(shown[2]!.probability).toBeNull()
    expect(shownTokens('abcd', { by: 'draft', reading: null }, null)).toEqual([
      { text: 'abcd', at: 0, probability: null, words: '' }
    ])
  })
})

describe('what a solve stores of its tokens', () => {
  const target = {
    probability: ({ token }: { token: string }) => (token === 'wrong' ? 0.05 : 0.9),
    own: () => 0.8
  }
  const draft = {
    write: ({ text }: { text: string }) =>
      text === '' ? 'This is wrong.\n\n' : 'The answer is \\boxed{42}.\n\n',
    own: () => 0.7
  }

  it('is what the draft made of its step, and what the target made of it', async () => {
    const { view } = await runScripted({
      options: { method: 'specreason', scorer: 'likelihood', threshold: 0.1 },
      draft,
      target
    })
    const [step] = view.paths[0]!.steps
    expect(step).toMatchObject({ state: 'accepted', author: 'draft' })
    const text = (reading: TokenReading | null) => {
      let at = 0
      return readReading(reading!).map(({ characters, probability }) => [
        step!.text.slice(at, (at += characters)),
        Math.round(probability * 20) / 20
      ])
    }
    expect(text(step!.reading).every(([, probability]) => probability === 0.7)).toBe(true)
    expect(text(step!.judged)).toEqual([
      ['This', 0.9],
      [' ', 0.9],
      ['is', 0.9],
      [' ', 0.9],
      ['wrong', 0.05],
      ['.', 0.9],
      ['\n\n', 0.9]
    ])
  })

  it('of a suffix that was rewritten has what the target kept before the seam', async () => {
    const { view } = await runScripted({
      options: { method: 'specreason', scorer: 'likelihood', rewrite: 'suffix', weakToken: 0.5 },
      draft,
      target: {
        ...target,
        write: ({ text }) =>
          text === 'This is ' ? 'right.\n\n' : 'The answer is \\boxed{42}.\n\n',
        choices: ({ continuations }) =>
          continuations.length === 10 ? certainDigit(9) : continuations.map(() => 0.1)
      }
    })
    const [step] = view.paths[0]!.steps
    expect(step).toMatchObject({ state: 'rewritten', text: 'This is right.\n\n', kept: 8 })
    const shown = shownTokens(step!.text, { by: 'target', reading: step!.reading }, step!.judged)
    expect(shown.map(({ text }) => text).join('|')).toBe('This| |is| |right|.|\n\n')
    expect(shown.map(({ probability }) => Math.round(10 * probability!) / 10)).toEqual([
      0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 0.8
    ])
    expect(readReading(step!.rejected!.judged!)[4]!.probability).toBeCloseTo(0.05, 1)
    expect(readReading(step!.rejected!.reading!)).toHaveLength(7)
  })
})
