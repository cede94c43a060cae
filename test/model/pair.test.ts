import { afterAll, beforeAll, expect, it } from 'vitest'
import { equivalent } from '../../src/core/answers/equivalent.ts'
import { createApplication, type Application } from '../../src/main/application.ts'
import { readSolveOptions } from '../../src/main/doors/terminal/solve-options.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { MethodName } from '../../src/shared/options.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import { acceptanceRate, type AttemptView } from '../../src/shared/view.ts'

const PROBLEMS = 20

/** Kinds without an unknown: an equation only states them, and is then solved in the head. */
const CALCULATIONS = ['powers', 'rate', 'sequence', 'story', 'units']

let application: Application
let problems: readonly Problem[]
beforeAll(async () => {
  application = createApplication({ door: 'test' })
  problems = (await application.problemSets.get('school'))!.problems.slice(0, PROBLEMS)
})
afterAll(() => application.close())

async function solveAll(method: MethodName): Promise<AttemptView[]> {
  const { engine } = application
  const flags = {
    paths: 3,
    selection: 'letters',
    effort: 'balanced',
    temperature: 0.7,
    topP: 0.95,
    maxStepTokens: 128,
    maxTokens: 512,
    seed: 11,
    gpu: 'off',
    exact: true
  } as const
  const setup = await readSolveOptions(flags, method, application)
  const views: AttemptView[] = []
  for (const { text } of problems) {
    let view = emptyView()
    const job = { ...setup, problem: text, baseline: null }
    for await (const event of engine.solve(job, new AbortController().signal)) {
      view = fold(view, event)
    }
    views.push(view)
  }
  return views
}

function countRight(views: readonly AttemptView[]): number {
  return views.filter(
    ({ answer }, index) =>
      answer !== null && equivalent(answer, problems[index]!.answer!).equality === 'equal'
  ).length
}

it('solves more problems together than the draft alone, and really shares the work', async () => {
  const [together, alone] = [await solveAll('ssr'), await solveAll('draft')]
  expect(countRight(together)).toBeGreaterThan(countRight(alone))
  const acceptance = acceptanceRate(together.flatMap(({ paths }) => paths))
  expect(acceptance).toBeGreaterThan(0.05)
  expect(acceptance).toBeLessThan(0.95)
  // The letters name the strategies that they were trained to name.
  const equations = problems.filter((_, index) =>
    together[index]!.paths.some(({ strategy }) => strategy?.id === 'equation')
  )
  expect(equations).not.toEqual([])
  for (const { subject } of equations) expect(CALCULATIONS).not.toContain(subject)
})
