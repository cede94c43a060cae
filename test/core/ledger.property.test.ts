import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom, deriveSeed } from '../../src/core/random.ts'
import { PURPOSES, totalUsage } from '../../src/shared/cost.ts'
import { METHOD_NAMES, stopRuleSchema } from '../../src/shared/options.ts'
import { runEventSchema } from '../../src/shared/events.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import { certainDigit, runScripted, type Setup } from '../helpers/solve-job.ts'
import type { Moment } from '../../src/inference/scripted-model.ts'

/** Any attempt: methods, options and models that write, score and fail at random, but repeatably. */
const attempts: fc.Arbitrary<Setup> = fc
  .record({
    seed: fc.nat(),
    method: fc.constantFrom(...METHOD_NAMES),
    stop: fc.option(fc.constantFrom(...stopRuleSchema.options)),
    paths: fc.integer({ min: 1, max: 5 }),
    exact: fc.boolean(),
    maxTokens: fc.integer({ min: 1, max: 60 }),
    contextSize: fc.integer({ min: 60, max: 400 }),
    scorer: fc.constantFrom('expected', 'argmax', 'p-accept', 'likelihood', 'mean-likelihood')
  })
  .map(({ seed, contextSize, ...options }) => {
    function chance(moment: Moment, label: string): number {
      return createRandom(deriveSeed(seed, label, moment.chat.user, moment.text)).next()
    }
    function write(label: string) {
      return (moment: Moment) => {
        const roll = chance(moment, label)
        if (roll < 0.03) throw new Error('The model broke')
        if (roll < 0.1) return ''
        if (roll < 0.3) return `It is \\boxed{${Math.floor(roll * 20)}}.`
        return `Step ${Math.floor(roll * 1000)} of it.\n\n`
      }
    }
    return {
      options: { ...options, seed, threshold: 0.6 },
      draft: { write: write('draft'), contextSize },
      target: {
        write: write('target'),
        contextSize,
        choices: (moment) =>
          moment.turn === null
            ? moment.continuations.map((_, index) => 1 / (index + 2))
            : certainDigit(Math.floor(chance(moment, 'score') * 3)),
        probability: (moment) => chance(moment, 'probability')
      }
    }
  })

it('bills exactly the tokens that the models evaluated, in any attempt', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (setup) => {
      const { view, draft, target, events } = await runScripted(setup)
      for (const [cost, model] of [
        [view.cost.draft, draft],
        [view.cost.target, target]
      ] as const) {
        const total = totalUsage(cost)
        expect(total.prefilled + total.decoded).toBe(model.evaluated)
        expect(total.reevaluated).toBe(0)
        for (const purpose of PURPOSES) {
          expect(Math.min(...Object.values(cost[purpose]))).toBeGreaterThanOrEqual(0)
        }
        expect(model.openThreads).toBe(0)
      }
      const finished = events.at(-1)!
      expect(finished).toMatchObject({ type: 'finished', bill: view.cost })
    }),
    { seed: 20251122, numRuns: 300 }
  )
})

it('shows the same view live and replayed, in any attempt', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (setup) => {
      const { events, view } = await runScripted(setup)
      const stored = JSON.stringify(events.filter(({ type }) => type !== 'step-progress'))
      const replayed = runEventSchema.array().parse(JSON.parse(stored)).reduce(fold, emptyView())
      expect(replayed).toEqual(view)
      expect(view.paths.every(({ end, progress }) => end !== null && progress === null)).toBe(true)
    }),
    { seed: 20251123, numRuns: 300 }
  )
})

it('gives the same events for the same seed in exact mode', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (setup) => {
      const exact = { ...setup, options: { ...setup.options, exact: true } }
      const [first, second] = [await runScripted(exact), await runScripted(exact)]
      expect(second.events).toEqual(first.events)
    }),
    { seed: 20251124, numRuns: 100 }
  )
})
