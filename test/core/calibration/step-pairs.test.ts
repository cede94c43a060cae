import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'
import { readStepPairs } from '../../../src/main/calibration/step-pairs.ts'

const pairs = readStepPairs(join(import.meta.dirname, '../../../resources'))

/** Whether two expressions have the same value. */
function equal(a: string, b: string): boolean {
  return equivalent(a, b).equality === 'equal'
}

/** The equations between numbers that a step states: "so 26 * 4 = 104, and ..." but not "so 3x = 27". */
function equations(step: string): [string, string][] {
  return step.split(/[,.:;](?:\s|$)/).flatMap((part) => {
    const numbers = part.replace(/^(?:\s*[A-Za-z]{2,}\b)+/, '').replace(/(?:\s+[A-Za-z]{2,})+$/, '')
    const sides = numbers.split(' = ').map((side) => side.trim())
    if (sides.length < 2 || /[a-z]/i.test(numbers)) return []
    return sides.slice(1).map((side, index): [string, string] => [sides[index]!, side])
  })
}

describe('the known step pairs', () => {
  it('are thirty, of several kinds and three levels, each of its own', () => {
    expect(pairs).toHaveLength(30)
    expect(new Set(pairs.map(({ problem }) => problem)).size).toBe(30)
    expect(new Set(pairs.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(8)
    expect(new Set(pairs.map(({ level }) => level))).toEqual(new Set([1, 2, 3]))
  })

  it('begin with many kinds, wherever they are cut short', () => {
    expect(new Set(pairs.slice(0, 8).map(({ kind }) => kind)).size).toBe(8)
  })

  test.each(pairs)('come to what a calculation of its own says: $problem', (pair) => {
    const { check, result, right, wrong } = pair
    expect(equal(check, result.right)).toBe(true)
    expect(equal(check, result.wrong)).toBe(false)
    for (const [step, value] of [
      [right, result.right],
      [wrong, result.wrong]
    ] as const) {
      expect(step).toContain(value.replace(/^-/, ''))
    }
  })

  test.each(pairs)('calculate rightly wherever they should: $problem', ({ before, right }) => {
    for (const step of [...before, right]) {
      for (const [left, value] of equations(step)) {
        expect([left, value, equal(left, value)]).toEqual([left, value, true])
      }
    }
  })

  it('are checked by equations that the pattern finds', () => {
    expect(pairs.flatMap(({ right }) => equations(right)).length).toBeGreaterThanOrEqual(20)
    expect(equations('26 * 4 = 104, and 260 + 104 = 364.')).toEqual([
      ['26 * 4', '104'],
      ['260 + 104', '364']
    ])
  })

  it('differ in little but what is wrong', () => {
    for (const { right, wrong } of pairs) {
      expect(wrong).not.toBe(right)
      expect(Math.abs(right.length - wrong.length)).toBeLessThanOrEqual(35)
    }
  })
})
