import { expect, test } from 'vitest'
import type { CancelSignal } from '../../src/core/ports.ts'
import { solve } from '../../src/core/solve.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { totalUsage } from '../../src/shared/cost.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import type { AttemptView } from '../../src/shared/view.ts'
import { bundledWords } from '../helpers/bundled-words.ts'
import { LIVE_OPTIONS } from '../helpers/live-options.ts'
import { bundled, loadModel, NEVER, spyOnBatches } from '../helpers/live-models.ts'

const PROBLEMS = [
  'Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?',
  'Ana reads 18 pages a day. The book has 306 pages. How many days does she need?',
  'From 2 kg of flour Ali bakes 7 cakes with 83 g each. How many g are left?'
]

interface Watched {
  readonly draft: LlamaModel
  readonly target: LlamaModel
  /** Tokens of every batch so far. */
  readonly batches: { readonly draft: number[]; readonly target: number[] }
}

async function loadWatched(exact: boolean): Promise<Watched> {
  const options = { paths: 3, contextSize: 1024, exact }
  const draft = await loadModel(bundled.draft, options)
  const target = await loadModel(bundled.target, options)
  const batches = { draft: spyOnBatches(draft.context), target: spyOnBatches(target.context) }
  return { draft, target, batches }
}

async function run(
  { draft, target, batches }: Watched,
  problem: string,
  options: Partial<SolveOptions>,
  {
    signal = NEVER,
    onEvent = () => undefined
  }: {
    readonly signal?: CancelSignal
    readonly onEvent?: (event: AttemptEvent) => void
  } = {}
): Promise<AttemptView> {
  batches.draft.length = 0
  batches.target.length = 0
  let view = emptyView()
  for await (const event of solve({
    ...{ problem, pair: { draft, target }, ...bundledWords, baseline: null, signal },
    options: { ...LIVE_OPTIONS, ...options },
    stoppedPaths: new Set(),
    clock: () => performance.now()
  })) {
    onEvent(event)
    view = fold(view, event)
  }
  await Promise.all([draft.forget(), target.forget()])
  for (const role of ['draft', 'target'] as const) {
    const { prefilled, decoded, reevaluated } = totalUsage(view.cost[role])
    expect(prefilled + decoded, role).toBe(batches[role].reduce((sum, size) => sum + size, 0))
    expect(reevaluated, role).toBe(0)
  }
  return view
}

/** What was written, how it was judged, and what came of it. */
function storyOf({ paths, votes, answer }: AttemptView) {
  return {
    paths: paths.map(({ end, answer, evidence, steps }) => ({
      ...{ end, answer, evidence },
      steps: steps.map(({ author, text, score, rejected }) => ({
        ...{ author, text, score, rejected: rejected?.text }
      }))
    })),
    votes,
    answer
  }
}

test.each([
  // One path has its batches to itself; of several, exact mode keeps the batches apart.
  { method: 'specreason', exact: false, rewrite: 'whole' },
  { method: 'ssr-adaptive', exact: false, rewrite: null },
  { method: 'ssr', exact: true, rewrite: 'suffix' }
] as const)(
  'the bundled pair writes the same whether the draft writes ahead or not: $method',
  async ({ exact, ...options }) => {
    const models = await loadWatched(exact)
    let [vain, early] = [0, 0]
    for (const problem of PROBLEMS) {
      const events: AttemptEvent[] = []
      const onEvent = (event: AttemptEvent) => events.push(event)
      // The target is woken at once, or hardly a step would be judged.
      const plan = { ...LIVE_OPTIONS.plan, draft: null }
      const asked = { ...options, exact, plan, temperature: 0.7 }
      const on = await run(models, problem, { ...asked, draftAhead: 'on' }, { onEvent })
      const off = await run(models, problem, { ...asked, draftAhead: 'off' })
      expect(storyOf(on), problem).toEqual(storyOf(off))
      expect(off.cost.draft.ahead.decoded).toBe(0)
      vain += on.cost.draft.ahead.decoded
      early += events.filter(
        (event) =>
          event.type === 'step-drafted' &&
          event.cost.some(({ headStart }) => headStart !== undefined)
      ).length
    }
    expect(vain).toBeGreaterThan(0)
    expect(early).toBeGreaterThan(0)
  }
)

test('what is written ahead is on the bill wherever the attempt is cut off', async () => {
  const models = await loadWatched(false)
  for (const [stopAt, threshold] of [
    ['step-drafted', 7],
    ['step-scored', 7],
    ['step-accepted', 0],
    ['step-rewritten', 9]
  ] as const) {
    const signal = { aborted: false }
    const onEvent = ({ type }: AttemptEvent) => {
      if (type === stopAt) signal.aborted = true
    }
    const options = { draftAhead: 'on', threshold } as const
    const view = await run(models, PROBLEMS[0]!, options, { signal, onEvent })
    expect(view.outcome).toBe('stopped')
    expect(view.paths.map(({ end }) => end)).toContain('stopped')
  }
})
