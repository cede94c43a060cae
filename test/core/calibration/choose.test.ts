import { describe, expect, it } from 'vitest'
import {
  candidates,
  choosePlans,
  paretoFront,
  plansOf,
  separations,
  worthOf
} from '../../../src/core/calibration/choose.ts'
import type { PathRecord, Price, ProblemRecord } from '../../../src/core/calibration/record.ts'
import { plansSchema } from '../../../src/shared/plan.ts'

const cost = (units: number): Price => ({ wallMs: units, flops: units, decoded: units })

function path(right: boolean, min: number, units: number): PathRecord {
  return {
    answer: right ? '1' : '2',
    right,
    forced: false,
    evidence: { min, mean: 0.9 },
    price: cost(units)
  }
}

/** The draft is a tenth of the target's price; handed over, its path costs another .3, and each selected one 1. */
function problem(
  baseline: boolean,
  draft: PathRecord,
  handedOver: PathRecord,
  selected: PathRecord
): ProblemRecord {
  return {
    baseline: { right: baseline, price: cost(10) },
    draft: { selection: cost(0), path: draft },
    handedOver,
    selection: cost(1),
    selected: [selected]
  }
}

/** The draft knows when it is right; the target reads it better; a path of the target's own mends the last. */
const RECORD: readonly ProblemRecord[] = [
  ...Array.from({ length: 6 }, () =>
    problem(true, path(true, 0.97, 1), path(true, 0.99, 3), path(true, 0.99, 10))
  ),
  problem(true, path(false, 0.55, 1), path(true, 0.85, 3), path(true, 0.9, 10)),
  problem(false, path(false, 0.4, 1), path(true, 0.75, 3), path(true, 0.9, 10)),
  problem(false, path(false, 0.4, 1), path(false, 0.35, 3), path(true, 0.99, 10)),
  problem(false, path(false, 0.4, 1), path(false, 0.35, 3), path(false, 0.3, 10))
]

describe('choosing plans', () => {
  const worths = candidates('min', 2).map((plan) => worthOf(RECORD, plan))
  const chosen = choosePlans(RECORD, worths)

  it('takes for eco the fewest FLOPs at no loss against the target alone', () => {
    // Trusted from .5 on the draft loses the seventh, and the target's reading of the eighth, at 3, makes up for it.
    expect(chosen.eco.plan).toMatchObject({ paths: 1, draft: { sure: 0.5, handsOver: true } })
    expect(chosen.eco.accuracy).toBe(0.7)
    expect(chosen.eco.gamma).toBeCloseTo((10 * 1 + 3 * 3) / 100)
    expect(chosen.eco.woken).toBe(0.3)
  })

  it('takes for eco only what surely loses nothing, where there are problems enough to be sure of something', () => {
    const many = Array.from({ length: 30 }, () => RECORD).flat()
    const { eco } = choosePlans(
      many,
      candidates('min', 1).map((plan) => worthOf(many, plan))
    )
    // What lost nothing on balance above lost a tenth of the problems, and gained another tenth.
    expect(eco.plan.draft!.sure).toBeGreaterThan(0.55)
    expect(eco.accuracy).toBe(0.8)
    expect(eco.gamma).toBeGreaterThan(chosen.eco.gamma)
  })

  it('takes for balanced and thorough the most right answers, at the least time of equals', () => {
    expect(chosen.balanced.accuracy).toBe(0.9)
    expect(chosen.balanced.plan).toMatchObject({ paths: 2 })
    // Two problems open a path of the target's own.
    expect(chosen.balanced.time).toBeCloseTo((10 * 1 + 4 * 3 + 2 * (1 + 10)) / 100)
    expect(chosen.thorough).toEqual(chosen.balanced)
  })

  it('lets balanced take no longer than the target alone, thorough as long as it needs', () => {
    const slow = RECORD.map((each) => ({
      ...each,
      selected: each.selected.map((selected) => ({ ...selected, price: cost(100) }))
    }))
    const { balanced, thorough } = choosePlans(
      slow,
      candidates('min', 2).map((plan) => worthOf(slow, plan))
    )
    expect([balanced.accuracy, thorough.accuracy]).toEqual([0.8, 0.9])
    expect(balanced.time).toBeLessThanOrEqual(1)
    expect(thorough.time).toBeGreaterThan(1)
  })

  it('names plans that a prompt profile can keep', () => {
    expect(plansSchema.parse(plansOf(chosen)).eco.paths).toBe(1)
  })

  it('keeps of all plans those that no other beats at their price', () => {
    const front = paretoFront(worths, ({ gamma }) => gamma)
    expect(front.map(({ accuracy }) => accuracy)).toEqual([0.6, 0.7, 0.8, 0.9])
    expect(front[0]!.gamma).toBeCloseTo(0.1)
  })

  it('tells how well evidence separates right answers from wrong ones', () => {
    const [min, mean] = separations(RECORD)
    expect(min).toEqual({ statistic: 'min', draft: 1, checked: 1 })
    expect(mean).toEqual({ statistic: 'mean', draft: 0.5, checked: 0.5 })
    expect(separations(RECORD.slice(0, 3))[0]).toMatchObject({ draft: null })
  })
})
