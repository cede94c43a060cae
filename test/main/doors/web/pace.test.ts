import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  CALLS_A_SECOND,
  MAX_CALL_BYTES,
  MAX_CALLS_AT_ONCE
} from '../../../../src/main/doors/web/limits.ts'
import { Pace } from '../../../../src/main/doors/web/pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A page whose calls are answered when the test says so. */
function pagePaced() {
  const page = {
    paused: false,
    pause: () => (page.paused = true),
    resume: () => (page.paused = false)
  }
  const answers: (() => void)[] = []
  let begun = 0
  const pace = new Pace({
    page,
    answer: (_call, done) => {
      begun += 1
      answers.push(done)
    }
  })
  async function answerAll(): Promise<void> {
    while (answers.length > 0) {
      for (const answer of answers.splice(0)) answer()
      await vi.advanceTimersByTimeAsync(0)
    }
  }
  return { pace, page, begun: () => begun, answerAll }
}

const call = Buffer.from('{}')

describe('the pace of a page', () => {
  it('answers so many calls at once, and reads on when they were answered', async () => {
    const { pace, page, begun, answerAll } = pagePaced()
    for (let n = 0; n < MAX_CALLS_AT_ONCE; n++) pace.take(call)
    expect(page.paused).toBe(false)
    pace.take(call)
    expect(begun()).toBe(MAX_CALLS_AT_ONCE)
    expect(page.paused).toBe(true)
    await answerAll()
    expect(begun()).toBe(MAX_CALLS_AT_ONCE + 1)
    expect(page.paused).toBe(false)
  })

  it('counts the length of what is being answered', () => {
    const { pace, begun } = pagePaced()
    const large = { length: MAX_CALL_BYTES } as Buffer
    pace.take(large)
    pace.take(call)
    expect(begun()).toBe(1)
  })

  it('spreads what comes too fast over the following seconds, and loses nothing', async () => {
    const { pace, page, begun, answerAll } = pagePaced()
    for (let n = 0; n < 3 * CALLS_A_SECOND; n++) {
      pace.take(call)
      await answerAll()
    }
    expect(begun()).toBe(CALLS_A_SECOND)
    expect(page.paused).toBe(true)
    for (let tenth = 0; tenth < 10; tenth++) {
      await vi.advanceTimersByTimeAsync(100)
      await answerAll()
    }
    expect(begun()).toBeGreaterThan(1.5 * CALLS_A_SECOND)
    expect(begun()).toBeLessThanOrEqual(2 * CALLS_A_SECOND)
    for (let tenth = 0; tenth < 30; tenth++) {
      await vi.advanceTimersByTimeAsync(100)
      await answerAll()
    }
    expect(begun()).toBe(3 * CALLS_A_SECOND)
    expect(page.paused).toBe(false)
  })

  it('begins nothing more for a page that is gone', async () => {
    const { pace, begun, answerAll } = pagePaced()
    for (let n = 0; n < 100; n++) pace.take(call)
    pace.end()
    await answerAll()
    expect(begun()).toBe(MAX_CALLS_AT_ONCE)
  })
})
