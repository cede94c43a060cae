import { describe, expect, it } from 'vitest'
import { candidates } from '../../../src/core/calibration/choose.ts'
import {
  exhaustivePlan,
  priceOf,
  recordOf,
  type ProblemRecord
} from '../../../src/core/calibration/record.ts'
import { simulate } from '../../../src/core/calibration/simulate.ts'
import type { Plan } from '../../../src/shared/plan.ts'
import type { StopRule } from '../../../src/shared/stop-rules.ts'
import { runScripted, strategyOf } from '../../helpers/solve-job.ts'

interface Says {
  readonly answer: string
  /** The draft's own evidence, and what the target reads out of the same text. */
  readonly draft: number
  readonly target: number
}

/** What the models say by strategy; both rank them red, green, blue, grey. */
const PROBLEMS: Record<string, Record<string, Says>> = {
  'all agree': {
    red: { answer: '5', draft: 0.97, target: 0.97 },
    green: { answer: '5', draft: 0.9, target: 0.92 },
    blue: { answer: '5', draft: 0.9, target: 0.9 },
    grey: { answer: '5', draft: 0.9, target: 0.9 }
  },
  'the draft is sure and wrong': {
    red: { answer: '6', draft: 0.96, target: 0.4 },
    green: { answer: '5', draft: 0.5, target: 0.85 },
    blue: { answer: '5', draft: 0.5, target: 0.75 },
    grey: { answer: '6', draft: 0.5, target: 0.5 }
  },
  'nobody is sure': {
    red: { answer: '6', draft: 0.55, target: 0.55 },
    green: { answer: '7', draft: 0.5, target: 0.65 },
    blue: { answer: '5', draft: 0.5, target: 0.72 },
    grey: { answer: '5', draft: 0.5, target: 0.45 }
  }
}
const GOLD = '5'
const ALPHA = 0.1

async function solveBy(says: Record<string, Says>, plan: Plan, stop: StopRule | null) {
  const of = (moment: Parameters<typeof strategyOf>[0]) => says[strategyOf(moment)!]!
  return runScripted({
    options: { method: 'ssr-adaptive', scorer: 'likelihood', threshold: 1, stop, plan },
    draft: {
      write: (moment) => `\\boxed{${of(moment).answer}}.\n\n`,
      confidence: (moment) => ({ min: of(moment).draft, mean: (1 + of(moment).draft) / 2 }),
      choices: () => [0.4, 0.3, 0.2, 0.1]
    },
    target: { probability: (moment) => of(moment).target }
  })
}

async function exhaustive(says: Record<string, Says>): Promise<ProblemRecord> {
  const { events } = await solveBy(says, exhaustivePlan(4), 'all')
  const record = recordOf(events, (answer) => answer === GOLD)!
  return { ...record, baseline: { right: true, price: { wallMs: 1, flops: 1, decoded: 1 } } }
}

describe('simulate', () => {
  it.each(Object.keys(PROBLEMS))(
    'answers and costs as the live method does under every plan that is tried: %s',
    async (name) => {
      const says = PROBLEMS[name]!
      const record = await exhaustive(says)
      const plans = (['min', 'mean'] as const)
        .flatMap((evidence) => candidates(evidence, 3))
        .filter((_, index) => index % 3 === 0)
      const different: unknown[] = []
      const prices = new Set<number>()
      for (const plan of plans) {
        const { view, target, events } = await solveBy(says, plan, null)
        const finished = events.find((event) => event.type === 'finished')!
        const live = priceOf(finished, ALPHA)
        const { right, price, targetWoken } = simulate(record, plan)
        prices.add(price.flops)
        const alike =
          right === (view.answer === GOLD) &&
          targetWoken === target.evaluated > 0 &&
          price.flops === live.flops &&
          Math.abs(price.decoded - live.decoded) < 1e-9
        if (!alike) different.push({ plan, right, price, live, decisions: view.decisions })
      }
      // The draft alone, the target's reading of it, and what opens beyond, with and without the draft.
      expect(prices.size).toBeGreaterThanOrEqual(4)
      expect(different.slice(0, 2)).toEqual([])
    }
  )
})
