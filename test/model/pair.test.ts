import { expect, it } from 'vitest'
import { equivalent } from '../../src/core/answers/equivalent.ts'
import { acceptanceRate, type AttemptView } from '../../src/shared/view.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import { bundledProgram } from '../helpers/bundled-program.ts'

/** Kinds without an unknown: an equation only states them, and is then solved in the head. */
const CALCULATIONS = ['powers', 'rate', 'sequence', 'story', 'units']

const program = bundledProgram()

function countRight(views: readonly AttemptView[], problems: readonly Problem[]): number {
  return views.filter(
    ({ answer }, index) =>
      answer !== null && equivalent(answer, problems[index]!.answer!).equality === 'equal'
  ).length
}

it('solves more problems together than the draft alone, and really shares the work', async () => {
  const problems = await program.problems('school', 20)
  const texts = problems.map(({ text }) => text)
  const flags = { paths: 3, seed: 11 }
  const together = await program.solve(texts, 'ssr', flags)
  const alone = await program.solve(texts, 'draft', flags)
  expect(countRight(together, problems)).toBeGreaterThan(countRight(alone, problems))
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
