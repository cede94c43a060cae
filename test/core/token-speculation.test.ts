import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/core/random.ts'
import {
  draw,
  verifyTokens,
  type Distribution,
  type ProposedToken
} from '../../src/core/token-speculation.ts'

const VOCABULARY = 5
const LENGTH = 3
const TEXTS = 20_000

/** A model of a small vocabulary: what comes next depends on the last token and the place. */
function model(seed: number, missing: number): (text: readonly number[]) => Distribution {
  return (text) => {
    const random = createRandom(seed + 31 * (text.at(-1) ?? 7) + 101 * text.length)
    const weights = Array.from({ length: VOCABULARY }, () => random.next() ** 2)
    weights[(missing + text.length) % VOCABULARY] = 0
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return new Map(
      weights.flatMap((weight, token) => (weight === 0 ? [] : [[token, weight / sum] as const]))
    )
  }
}

const [draft, target] = [model(1, 0), model(2, 3)]

/** A text of the target's, by proposals of the draft. */
function speculated(length: number, proposals: number, seed: number): number[] {
  const random = createRandom(seed)
  const text: number[] = []
  while (text.length < length) {
    const proposed: ProposedToken[] = []
    while (proposed.length < proposals) {
      const from = draft([...text, ...proposed.map(({ token }) => token)])
      proposed.push({ token: draw(from, random), from })
    }
    const tokens = proposed.map(({ token }) => token)
    const distributions = [...tokens.keys(), tokens.length].map((count) =>
      target([...text, ...tokens.slice(0, count)])
    )
    const { accepted, next } = verifyTokens(proposed, distributions, random)
    text.push(...tokens.slice(0, accepted), next)
  }
  return text.slice(0, length)
}

function probability(text: readonly number[]): number {
  return text.reduce(
    (product, token, place) => product * (target(text.slice(0, place)).get(token) ?? 0),
    1
  )
}

describe('speculative sampling', () => {
  it.each([1, 2, 4])('gives texts as often as the target alone, by %i proposals', (proposals) => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < TEXTS; seed++) {
      const text = speculated(LENGTH, proposals, seed).join()
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    const texts = Array.from({ length: VOCABULARY ** LENGTH }, (_, index) => [
      Math.floor(index / 25),
      Math.floor(index / 5) % 5,
      index % 5
    ])
    const possible = texts.filter((text) => probability(text) > 0)
    expect([...counts.keys()].every((text) => probability(text.split(',').map(Number)) > 0)).toBe(
      true
    )
    const common = possible.filter((text) => TEXTS * probability(text) >= 5)
    const chiSquare = common.reduce((sum, text) => {
      const expected = TEXTS * probability(text)
      return sum + ((counts.get(text.join()) ?? 0) - expected) ** 2 / expected
    }, 0)
    // The 99.9 % quantile by Wilson and Hilferty; the seeds are fixed, so it holds or it does not.
    const freedom = common.length - 1
    const bound = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3
    expect(freedom).toBeGreaterThan(40)
    expect(chiSquare).toBeLessThan(bound)
  })

  it('is told apart from drawing the wrong way by that test', () => {
    // Texts of the draft alone, against the target's probabilities.
    const random = createRandom(5)
    let impossible = 0
    for (let round = 0; round < 1000; round++) {
      const text: number[] = []
      while (text.length < LENGTH) text.push(draw(draft(text), random))
      if (probability(text) === 0) impossible += 1
    }
    expect(impossible).toBeGreaterThan(100)
  })

  it('keeps all that both models are certain of, and the target adds one', () => {
    const certain = (token: number): Distribution => new Map([[token, 1]])
    const proposed = [3, 1, 4].map((token) => ({ token, from: certain(token) }))
    const random = createRandom(1)
    expect(verifyTokens(proposed, [3, 1, 4, 2].map(certain), random)).toEqual({
      accepted: 3,
      next: 2
    })
    expect(verifyTokens(proposed, [3, 0, 4, 2].map(certain), random)).toEqual({
      accepted: 1,
      next: 0
    })
  })
})
