import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom, deriveSeed } from '../../src/core/random.ts'
import { PURPOSES, totalUsage } from '../../src/shared/cost.ts'
import {
  draftAheadSchema,
  METHOD_NAMES,
  rewriteSchema,
  voteWeightSchema
} from '../../src/shared/options.ts'
import { stopRuleSchema } from '../../src/shared/stop-rules.ts'
import { attemptEventSchema } from '../../src/shared/events.ts'
import { EFFORTS } from '../../src/shared/plan.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import { passages } from '../../src/shared/view.ts'
import { certainDigit, runScripted, type Setup } from '../helpers/solve-job.ts'
import type { Moment } from '../helpers/scripted-model.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })

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
    rewrite: fc.option(fc.constantFrom(...rewriteSchema.options)),
    vote: fc.option(fc.constantFrom(...voteWeightSchema.options)),
    draftAhead: fc.constantFrom(...draftAheadSchema.options),
    weakToken: fc.double({ min: 0, max: 1, noNaN: true }),
    plan: fc.record({
      effort: fc.constantFrom(...EFFORTS),
      evidence: fc.constantFrom('min' as const, 'mean' as const),
      draft: fc.option(
        fc.record({
          paths: fc.integer({ min: 1, max: 3 }),
          sure: fc.option(probability),
          handsOver: fc.boolean()
        })
      ),
      paths: fc.integer({ min: 1, max: 5 }),
      wave: fc.integer({ min: 1, max: 3 }),
      sure: fc.option(probability),
      lead: fc.option(probability)
    }),
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
        // Of two steps that begin alike, part can be kept.
        if (roll < 0.2) return `Step by step ${Math.floor(roll * 1000)}.\n\n`
        if (roll < 0.35) return `It is \\boxed{${Math.floor(roll * 20)}}.`
        return `Step ${Math.floor(roll * 1000)} of it.\n\n`
      }
    }
    return {
      options: { ...options, seed, threshold: 0.6 },
      draft: {
        write: write('draft'),
        contextSize,
        confidence: (moment) => ({ min: chance(moment, 'confidence'), mean: 0.9 })
      },
      target: {
        write: write('target'),
        contextSize,
        confidence: (moment) =>
          chance(moment, 'known') < 0.1 ? null : { min: chance(moment, 'confidence'), mean: 0.9 },
        choices: (moment) =>
          moment.turn === null
            ? moment.continuations.map((_, index) => 2 ** -(index + 1))
            : certainDigit(Math.floor(chance(moment, 'score') * 3)),
        probability: (moment) =>
          chance({ ...moment, text: moment.text + moment.token }, 'probability')
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

it('says who wrote each character of the text that stands, in any attempt', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (setup) => {
      const { view } = await runScripted(setup)
      for (const step of view.paths.flatMap(({ steps }) => steps)) {
        expect(
          passages(step)
            .map(({ text }) => text)
            .join('')
        ).toBe(step.text)
        const draft = passages(step).find(({ author }) => author === 'draft')?.text ?? ''
        if (step.state === 'rewritten') {
          expect(step.rejected!.text.startsWith(draft)).toBe(true)
          expect(draft.length).toBe(step.kept)
        }
      }
    }),
    { seed: 20251125, numRuns: 300 }
  )
})

it('shows the same view live and replayed, in any attempt', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (setup) => {
      const { events, view } = await runScripted(setup)
      const stored = JSON.stringify(events.filter(({ type }) => type !== 'step-progress'))
      const replayed = attemptEventSchema
        .array()
        .parse(JSON.parse(stored))
        .reduce(fold, emptyView())
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
