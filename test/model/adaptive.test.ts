import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApplication, type Application } from '../../src/main/application.ts'
import { readSolveOptions } from '../../src/main/doors/terminal/solve-options.ts'
import { totalUsage } from '../../src/shared/cost.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { Effort } from '../../src/shared/plan.ts'
import type { AttemptView } from '../../src/shared/view.ts'

const PROBLEMS = 6

let application: Application
beforeAll(() => {
  application = createApplication({ door: 'test' })
})
afterAll(() => application.close())

async function solveAll(effort: Effort): Promise<AttemptView[]> {
  const { engine, problemSets } = application
  const flags = {
    selection: 'letters',
    effort,
    temperature: 0.7,
    topP: 0.95,
    maxStepTokens: 128,
    maxTokens: 512,
    seed: 3,
    gpu: 'off',
    exact: true
  } as const
  const setup = await readSolveOptions(flags, 'ssr-adaptive', application)
  const views: AttemptView[] = []
  for (const { text } of (await problemSets.get('school'))!.problems.slice(0, PROBLEMS)) {
    let view = emptyView()
    const job = { ...setup, problem: text, baseline: null }
    for await (const event of engine.solve(job, new AbortController().signal)) {
      view = fold(view, event)
    }
    views.push(view)
  }
  return views
}

it.each(['eco', 'balanced'] as const)(
  'lets the target of the bundled pair sleep where the draft is sure, and wakes it elsewhere: %s',
  async (effort) => {
    const views = await solveAll(effort)
    expect(views.map(({ outcome }) => outcome)).toEqual(views.map(() => 'answered'))
    const spent = views.map(({ cost }) => {
      const { prefilled, decoded } = totalUsage(cost.target)
      return prefilled + decoded
    })
    const asleep = views.filter((_, index) => spent[index] === 0)
    const awake = views.filter((_, index) => spent[index]! > 0)
    expect(asleep.length, `target tokens ${spent.join(', ')}`).toBeGreaterThan(0)
    expect(awake.length, `target tokens ${spent.join(', ')}`).toBeGreaterThan(0)
    for (const { paths, decisions } of asleep) {
      expect(paths.map(({ writer }) => writer)).toEqual(['draft'])
      expect(decisions[0]).toMatch(/^The target is not woken/)
    }
    for (const { paths, decisions, votes } of awake) {
      expect(decisions[0]).toMatch(/^The target is asked/)
      // What the draft was not sure of has no vote.
      const voting = votes.flatMap(({ paths: ids }) => ids.map((id) => paths[id]!.writer))
      expect(new Set(voting)).toEqual(new Set(['draft-and-target']))
    }
  }
)
