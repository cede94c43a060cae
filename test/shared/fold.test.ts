import { describe, expect, it } from 'vitest'
import { emptyView, fold, foldAll } from '../../src/shared/fold.ts'
import { METHOD_NAMES } from '../../src/shared/options.ts'
import { certainDigit, runScripted } from '../helpers/solve-job.ts'

/** Freezes a document with all that is in it: who changes it afterwards throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

/** Three paths of ten steps; the target rejects every third draft. */
function attempt(method: (typeof METHOD_NAMES)[number]) {
  let asked = 0
  return runScripted({
    options: { method },
    draft: { write: ({ text }) => writtenAfter(text) },
    target: {
      write: ({ text }) => writtenAfter(text),
      choices: ({ turn, continuations }) =>
        turn === null || continuations.length !== 10
          ? continuations.map((_, index) => 0.4 - index / 10)
          : certainDigit(asked++ % 3 === 0 ? 1 : 9)
    }
  })
}

function writtenAfter(text: string): string {
  const steps = text.split('\n\n').length
  return steps < 10 ? `Step ${steps}.\n\n` : 'The answer is \\boxed{42}.\n\n'
}

describe('folding many events at once', () => {
  it.each(METHOD_NAMES)('of %s makes what one after another makes', async (method) => {
    const { events } = await attempt(method)
    expect(events.filter(({ type }) => type.startsWith('step-')).length).toBeGreaterThan(9)
    expect(foldAll(events)).toEqual(events.reduce(fold, emptyView()))
  })

  it('changes no view that was there before, wherever the events are divided', async () => {
    const { events } = await attempt('ssr')
    const whole = foldAll(events)
    expect(whole.paths.flatMap(({ steps }) => steps).some(({ rejected }) => rejected)).toBe(true)
    for (let cut = 0; cut <= events.length; cut++) {
      const before = frozen(foldAll(events.slice(0, cut)))
      expect(foldAll(events.slice(cut), before)).toEqual(whole)
    }
  })
})
