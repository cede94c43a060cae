import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reasonToStop } from '../../src/core/stop.ts'
import { findScorer, SCORER_NAMES, SCORERS, scoreText } from '../../src/shared/scorers/scorers.ts'
import { SET_FILE_ENDINGS, SET_FORMAT_LABELS, SET_FORMATS } from '../../src/shared/set-formats.ts'
import { STOP_RULE_NAMES, STOP_RULES } from '../../src/shared/stop-rules.ts'

const FOLDER = new URL('../../src/shared/scorers/', import.meta.url)

describe('the scorers', () => {
  it('are all in the table', () => {
    const files = readdirSync(FOLDER)
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => file !== 'scorer' && file !== 'scorers')
    expect(files.sort()).toEqual([...SCORER_NAMES].sort())
  })

  it.each(SCORER_NAMES)('%s stays on its scale, and says what it is', (name) => {
    const scorer = SCORERS[name]
    const scores =
      scorer.reads === 'digits'
        ? [0, 4, 9].map((digit) => scorer.score(oneDigit(digit), 1))
        : [0, 0.5, 1].map((p) => scorer.score({ min: p, mean: p }))
    expect(scores[0]).toBe(0)
    expect(scores.at(-1)).toBe(scorer.highest)
    expect(scores).toEqual([...scores].sort((a, b) => a - b))
    expect(scorer.help.length).toBeGreaterThan(10)
  })

  it('tell from which digit on an answer is one for the step', () => {
    const stands = SCORER_NAMES.map((name) => SCORERS[name]).flatMap((scorer) =>
      scorer.reads === 'digits'
        ? [0.3, 0.8].map((share) => {
            const threshold = share * scorer.highest
            const least = scorer.leastFor(threshold)
            return [least - 1, least].map((digit) => scorer.score(oneDigit(digit), 1) >= threshold)
          })
        : []
    )
    expect(stands).toHaveLength(6)
    for (const both of stands) expect(both).toEqual([false, true])
  })

  it('of other versions are shown by themselves', () => {
    expect(findScorer('toString')).toBeNull()
    expect(scoreText(3.14159, 'from-next-year')).toBe('3.1')
    expect(scoreText(0.4912, 'p-accept')).toBe('0.49')
  })
})

it.each(STOP_RULE_NAMES)('the stop rule %s never ends what has no ballot yet', (rule) => {
  const standing = { ballots: [], open: [1, 1], weight: 'count' as const }
  expect(reasonToStop(rule, standing)).toBeNull()
  expect(STOP_RULES[rule].help).toMatch(/^(when|at) /)
})

function oneDigit(digit: number): number[] {
  return Array.from({ length: 10 }, (_, index) => (index === digit ? 1 : 0))
}

describe('the formats of problem files', () => {
  const formats = Object.entries(SET_FORMATS)

  it.each(formats)(
    '%s has a reader of its own, and is documented',
    (name, { label, extensions }) => {
      const folder = new URL('../../src/main/problem-sets/formats/', import.meta.url)
      expect(readdirSync(folder)).toContain(`${name}.ts`)
      const documented = readFileSync(
        new URL('../../docs/problem-sets.md', import.meta.url),
        'utf8'
      )
      expect(documented).toContain(label)
      for (const extension of extensions) expect(SET_FILE_ENDINGS).toContain(`.${extension}`)
    }
  )

  it('are named in one breath, each once', () => {
    expect(SET_FORMAT_LABELS).toBe('JSON Lines, JSON, CSV or Parquet')
  })
})
