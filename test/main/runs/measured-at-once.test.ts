import { describe, expect, it } from 'vitest'
import { MeasuredAtOnce } from '../../../src/main/runs/measured-at-once.ts'

/** Tokens that each attempt writes. */
const TOKENS = 100

interface Servers {
  /** Tokens a second that they write for so many attempts at once. */
  readonly speed: (attempts: number) => number
  /** More than so many they refuse for a while. */
  readonly bear?: number
}

/** Lets servers settle attempts one after the other; returns what was gone over to, and after how many. */
function settle(
  { speed, bear = Infinity }: Servers,
  { count = 800, methods = 1, isFull = true } = {}
) {
  const measured = new MeasuredAtOnce(4, methods)
  const changes: { after: number; attempts: number; because: string; speed: number | null }[] = []
  let [at, written, refusals] = [0, 0, 0]
  for (let after = 1; after <= count; after++) {
    written += TOKENS
    at += (1000 * TOKENS) / speed(measured.attempts)
    if (measured.attempts > bear) refusals += 1
    if (!isFull) measured.notFull()
    const change = measured.settled({ at, written, refusals })
    if (change === null) continue
    const { attempts, because, tokensPerSecond } = change
    changes.push({
      after,
      attempts,
      because,
      speed: tokensPerSecond && Math.round(tokensPerSecond)
    })
  }
  return { changes, numbers: changes.map(({ attempts }) => attempts), last: measured.attempts }
}

describe('how many attempts at once suit servers', () => {
  it('is found where more are no faster', () => {
    const { changes } = settle({ speed: (attempts) => 10 * Math.min(16, attempts) })
    expect(changes).toEqual([
      { after: 12, attempts: 8, because: 'tried', speed: 40 },
      { after: 36, attempts: 16, because: 'tried', speed: 80 },
      { after: 84, attempts: 32, because: 'tried', speed: 160 },
      { after: 180, attempts: 16, because: 'no-faster', speed: 160 }
    ])
  })

  it('does not grow for less than a tenth', () => {
    expect(settle({ speed: (attempts) => 100 + attempts }).numbers).toEqual([8, 4])
    expect(settle({ speed: (attempts) => 100 + 4 * attempts }).numbers).toEqual([8, 16, 32, 64])
  })

  it('is 64 at most', () => {
    const { numbers, last } = settle({ speed: (attempts) => attempts })
    expect(numbers).toEqual([8, 16, 32, 64])
    expect(last).toBe(64)
  })

  it('is halved where servers are too busy, and tried again ever more seldom', () => {
    const { changes } = settle({ speed: (attempts) => attempts, bear: 8 }, { count: 1000 })
    const tried = changes.filter(({ attempts }) => attempts === 16).map(({ after }) => after)
    expect(changes.slice(0, 4).map(({ attempts, because }) => [attempts, because])).toEqual([
      [8, 'tried'],
      [16, 'tried'],
      [8, 'busy'],
      [16, 'tried']
    ])
    expect(tried.length).toBeGreaterThanOrEqual(4)
    const pauses = tried.slice(1).map((after, index) => after - tried[index]!)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses.at(-1)).toBeGreaterThan(2 * pauses[0]!)
  })

  it('goes down to one at a time', () => {
    const { last, numbers } = settle({ speed: () => 10, bear: 0 })
    expect(numbers).toEqual([2, 1])
    expect(last).toBe(1)
  })

  it('is measured over every method of the run', () => {
    const { changes } = settle({ speed: (attempts) => attempts }, { methods: 9 })
    expect(changes[0]!.after).toBe(4 + 9)
  })

  it('is not judged by a time in which fewer were under way', () => {
    expect(settle({ speed: (attempts) => attempts }, { isFull: false }).changes).toEqual([])
  })

  it('goes back where there is no room for more', () => {
    const measured = new MeasuredAtOnce(4, 1)
    let change = null as ReturnType<MeasuredAtOnce['settled']>
    for (let n = 1; change === null; n++) {
      change = measured.settled({ at: 1000 * n, written: 50 * n, refusals: 0 })
    }
    expect(change.attempts).toBe(8)
    expect(measured.noRoom()).toEqual({ attempts: 4, because: 'no-room', tokensPerSecond: 50 })
    for (let n = 1; n < 100; n++) {
      expect(measured.settled({ at: 1000 * n, written: 900 * n, refusals: 0 })).toBeNull()
    }
  })
})
