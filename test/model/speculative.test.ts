import { expect, test } from 'vitest'
import { solve } from '../../src/core/solve.ts'
import { totalUsage } from '../../src/shared/cost.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import { speculationOf, type AttemptView } from '../../src/shared/view.ts'
import { LIVE_OPTIONS } from '../helpers/live-options.ts'
import { POOL, PROFILE } from '../helpers/solve-job.ts'
import {
  loadBundledPair,
  loadModel,
  NEVER,
  bundled,
  randomModelFile,
  spyOnBatches
} from '../helpers/live-models.ts'
import type { Pair } from '../../src/core/ports.ts'
import { nucleus } from '../../src/inference/backends/llama/nucleus.ts'

const PROBLEMS = [
  'Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?',
  'A train needs 3 hours for 240 km. How far does it get in 5 hours?',
  'Ana reads 18 pages a day. The book has 306 pages. How many days does she need?',
  'What is 25 % of 360?',
  'A rectangle is 14 cm long and 9 cm wide. What is its area?',
  'Sam has 127 stamps and gets 88 more. Then he gives 39 away. How many are left?'
]

const OPTIONS: SolveOptions = { ...LIVE_OPTIONS, method: 'baseline', paths: 1, temperature: 0 }

async function run(
  pair: Pair,
  problem: string,
  options: Partial<SolveOptions>
): Promise<AttemptView> {
  let view = emptyView()
  const events = solve({
    problem,
    options: { ...OPTIONS, ...options },
    prompts: {
      ...PROFILE,
      solve: { withStrategy: '{problem}\nStrategy: {name}', plain: '{problem}', opening: '' }
    },
    pool: POOL,
    pair,
    clock: () => performance.now(),
    signal: NEVER,
    stoppedPaths: new Set(),
    baseline: null
  })
  for await (const event of events) view = fold(view, event)
  return view
}

const texts = ({ paths }: AttemptView) => paths[0]!.steps.map(({ text, stop }) => [text, stop])

test('speculative writes, greedily, what the target alone writes, step by step', async () => {
  const pair = await loadBundledPair()
  for (const problem of PROBLEMS) {
    const alone = await run(pair, problem, {})
    const helped = await run(pair, problem, { method: 'speculative' })
    expect(texts(helped), problem).toEqual(texts(alone))
    expect(helped.answer).toBe(alone.answer)
    const { passes, proposed, accepted } = speculationOf(helped.paths)!
    expect(accepted).toBeLessThanOrEqual(proposed)
    expect(passes).toBeLessThan(totalUsage(alone.cost.target).decoded)
  }
})

test.each([0, 0.7])(
  'speculative bills every token that was evaluated, at T %d',
  async (temperature) => {
    const draft = await loadModel(bundled.draft)
    const target = await loadModel(bundled.target)
    const batches = { draft: spyOnBatches(draft.context), target: spyOnBatches(target.context) }
    const view = await run({ draft, target }, PROBLEMS[0]!, { method: 'speculative', temperature })
    for (const role of ['draft', 'target'] as const) {
      const { prefilled, decoded, reevaluated } = totalUsage(view.cost[role])
      expect(prefilled + decoded, role).toBe(batches[role].reduce((sum, size) => sum + size, 0))
      expect(reevaluated, role).toBe(0)
    }
  }
)

test('speculative says in words that two models with other tokens cannot', async () => {
  const target = await loadModel(bundled.target)
  const draft = await loadModel(randomModelFile({ vocabulary: 700 }))
  const view = await run({ draft, target }, PROBLEMS[0]!, { method: 'speculative' })
  expect(view.outcome).toBe('failed')
  expect(view.cause).toMatch(/needs two models with the same tokens/)
})

test('the nucleus is what llama.cpp itself samples from', async () => {
  const model = await loadModel(bundled.target)
  const sequence = model.context.getSequence()
  const tokens = model.context.model.tokenize('Tom has 47 apples and')
  const sampling = { temperature: 0.7, topP: 0.8, topK: 0 }
  const last = tokens.pop()!
  await sequence.evaluateWithoutGeneratingNewTokens(tokens)
  const [raw] = (
    await sequence.controlledEvaluate([
      [last, { generateNext: { logits: { filter: { tokens: [], includeTop: 1000 } } } }]
    ])
  ).slice(-1)
  await sequence.eraseContextTokenRanges([{ start: tokens.length, end: sequence.nextTokenIndex }])
  const [own] = (
    await sequence.controlledEvaluate([
      [last, { generateNext: { probabilities: true, options: { ...sampling, topK: 1000 } } }]
    ])
  ).slice(-1)
  const ours = nucleus(raw!.next.logits!, sampling)
  const theirs = [...own!.next.probabilities!].filter(([, probability]) => probability > 0)
  expect(ours.size).toBe(theirs.length)
  for (const [token, probability] of theirs) expect(ours.get(token)).toBeCloseTo(probability, 4)
})
