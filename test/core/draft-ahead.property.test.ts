import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom, deriveSeed } from '../../src/core/random.ts'
import { PURPOSES, totalUsage, type Role } from '../../src/shared/cost.ts'
import { METHOD_NAMES, rewriteSchema } from '../../src/shared/options.ts'
import { EFFORTS } from '../../src/shared/plan.ts'
import type { AttemptView, PathView } from '../../src/shared/view.ts'
import { METHODS } from '../../src/core/methods.ts'
import { certainDigit, runScripted, type Outcome, type Setup } from '../helpers/solve-job.ts'
import type { Moment } from '../helpers/scripted-model.ts'

const DRAFTING = METHOD_NAMES.filter((name) => METHODS[name].writer === 'draft-and-target')

/** A call takes its time by turns of the event loop: none is the same length as another, and none is measured. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve()
}

interface Try {
  readonly setup: Setup
  /** How long each call takes differs with and without, as it would. */
  readonly hurry: number
}

/** Attempts of every method that has steps drafted, on models that write by their seeds, in calls of any length. */
const tries: fc.Arbitrary<Try> = fc
  .record({
    seed: fc.nat(),
    hurry: fc.nat(),
    method: fc.constantFrom(...DRAFTING),
    effort: fc.constantFrom(...EFFORTS),
    rewrite: fc.constantFrom(...rewriteSchema.options),
    paths: fc.integer({ min: 1, max: 4 }),
    exact: fc.boolean(),
    spells: fc.boolean(),
    maxTokens: fc.integer({ min: 5, max: 90 }),
    maxStepTokens: fc.integer({ min: 3, max: 12 }),
    contextSize: fc.oneof(fc.integer({ min: 80, max: 160 }), fc.constant(10_000)),
    draftFirst: fc.option(
      fc.record({ paths: fc.integer({ min: 1, max: 2 }), sure: fc.constant(2) })
    ),
    scorer: fc.constantFrom('expected' as const, 'likelihood' as const)
  })
  .map(({ seed, hurry, effort, contextSize, draftFirst, spells, ...options }) => {
    function chance(moment: Moment, ...label: readonly (string | number)[]): number {
      return createRandom(deriveSeed(seed, ...label, moment.chat.user, moment.text)).next()
    }
    function write(label: string) {
      return (moment: Moment & { readonly seed: number }) => {
        const roll = chance(moment, label, moment.seed)
        if (roll < 0.05) return ''
        if (roll < 0.1) throw new Error('The model broke')
        if (roll < 0.3) return `Step by step ${Math.floor(roll * 1000)} on and on.\n\n`
        if (roll < 0.4) return `It is \\boxed{${Math.floor(roll * 20)}}.`
        return `Step ${Math.floor(roll * 1000)} of it.\n\n`
      }
    }
    return {
      hurry,
      setup: {
        options: {
          ...options,
          seed,
          threshold: 0.6,
          plan: {
            ...{ effort, evidence: 'min', paths: options.paths, wave: 1, sure: 0.9, lead: 0.9 },
            draft: draftFirst && { ...draftFirst, handsOver: true }
          }
        },
        draft: { write: write('draft'), contextSize, own: () => 0.9 },
        target: {
          write: write('target'),
          // A target with other tokens has other limits than the draft can know while it reads.
          ...(spells
            ? { split: (text: string) => [...text], contextSize: 4 * contextSize }
            : { contextSize }),
          own: () => 0.8,
          choices: (moment) =>
            moment.turn === null
              ? moment.continuations.map((_, index) => 2 ** -(index + 1))
              : certainDigit(Math.floor(chance(moment, 'score') * 3)),
          probability: (moment) =>
            0.4 + 0.6 * chance({ ...moment, text: moment.text + moment.token }, 'probability')
        }
      }
    }
  })

function run({ setup, hurry }: Try, draftAhead: 'on' | 'off'): Promise<Outcome> {
  const slow = (role: Role) => {
    const random = createRandom(deriveSeed(hurry, role, draftAhead))
    return {
      pause: () => turns(random.integer(40)),
      pace: () => turns(random.integer(6))
    }
  }
  return runScripted({
    ...setup,
    options: { ...setup.options, draftAhead },
    draft: { ...setup.draft, ...slow('draft') },
    target: { ...setup.target, ...slow('target') }
  })
}

/** What is said on a path and about it, but for when. */
function storyOf(path: PathView) {
  return {
    ...{ ...path, spans: [], progress: null },
    steps: path.steps.map((step) => ({
      ...{ ...step, ms: 0, spans: [] },
      rejected: step.rejected && { ...step.rejected, ms: 0 }
    }))
  }
}

/** All that an attempt comes to. */
function resultOf({ paths, votes, tie, answer, outcome, decisions, selection }: AttemptView) {
  return { paths: paths.map(storyOf), votes, tie, answer, outcome, decisions, selection }
}

/** Whether nothing depends on which path is first, of this attempt. */
function inOrder({ method, exact, paths }: Partial<AttemptView['options'] & object>): boolean {
  return (
    exact === true || paths === 1 || METHODS[method!].stop === 'all' || method === 'ssr-adaptive'
  )
}

it('writes, scores and answers the same with and without, whatever takes how long', async () => {
  let [ahead, kept] = [0, 0]
  await fc.assert(
    fc.asyncProperty(tries, async (one) => {
      const [on, off] = [await run(one, 'on'), await run(one, 'off')]
      ahead += on.view.cost.draft.ahead.decoded
      kept += on
        .all('step-drafted')
        .filter(({ cost }) => cost.some(({ headStart }) => headStart !== undefined)).length
      if (inOrder(off.view.options!)) {
        expect(resultOf(on.view)).toEqual(resultOf(off.view))
        return
      }
      // Which path is stopped where is a matter of time; what each of them says until then is not.
      for (const [index, path] of on.view.paths.entries()) {
        const [a, b] = [path, off.view.paths[index]!].map(({ steps }) =>
          steps
            .filter(({ state }) => state !== 'drafted' && state !== 'scored')
            .map(({ text }) => text)
        )
        const common = Math.min(a!.length, b!.length)
        expect(a!.slice(0, common)).toEqual(b!.slice(0, common))
      }
    }),
    { seed: 20251128, numRuns: 200 }
  )
  // Both fates of what is written ahead were met.
  expect(ahead).toBeGreaterThan(100)
  expect(kept).toBeGreaterThan(100)
})

it('bills what is written in vain apart, and everything else as without', async () => {
  await fc.assert(
    fc.asyncProperty(tries, async (one) => {
      fc.pre(one.setup.draft!.contextSize === 10_000)
      const [on, off] = [await run(one, 'on'), await run(one, 'off')]
      for (const role of ['draft', 'target'] as const) {
        const { prefilled, decoded, reevaluated } = totalUsage(on.view.cost[role])
        expect(prefilled + decoded).toBe(on[role].evaluated)
        expect(reevaluated).toBe(0)
      }
      expect(on.view.cost.target.ahead.decoded).toBe(0)
      expect(off.view.cost.draft.ahead.decoded).toBe(0)
      expect(on.events.at(-1)).toMatchObject({ type: 'finished', bill: on.view.cost })
      if (!inOrder(off.view.options!)) return
      for (const role of ['draft', 'target'] as const) {
        for (const purpose of PURPOSES.filter((each) => each !== 'ahead')) {
          expect(evaluatedOnce(on, role, purpose), `${role} ${purpose}`).toBe(
            evaluatedOnce(off, role, purpose)
          )
        }
      }
    }),
    { seed: 20251129, numRuns: 150 }
  )
})

function evaluatedOnce({ view }: Outcome, role: Role, purpose: (typeof PURPOSES)[number]): number {
  const { prefilled, decoded, boundary } = view.cost[role][purpose]
  return prefilled + decoded - boundary
}

it('loses no token of the bill and leaves no thread open, wherever it is cut off', async () => {
  await fc.assert(
    fc.asyncProperty(tries, fc.integer({ min: 0, max: 60 }), async (one, tokens) => {
      const signal = { aborted: false }
      let left = tokens
      const { setup } = one
      const counting = {
        ...setup.draft!,
        write: (moment: Moment & { readonly seed: number }) => {
          signal.aborted ||= left-- <= 0
          return setup.draft!.write!(moment)
        }
      }
      const on = await run({ ...one, setup: { ...setup, draft: counting, job: { signal } } }, 'on')
      for (const role of ['draft', 'target'] as const) {
        const { prefilled, decoded } = totalUsage(on.view.cost[role])
        expect(prefilled + decoded).toBe(on[role].evaluated)
        expect(on[role].openThreads).toBe(0)
      }
      expect(on.view.paths.every(({ end }) => end !== null)).toBe(true)
    }),
    { seed: 20251130, numRuns: 150 }
  )
})
