import { expect, it } from 'vitest'
import { createSolve, typedProblem } from '../../../src/main/actions/solve.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

it('names the set of a run as it was called then, and by its id where it had no name', async () => {
  const services = runSetup()
  await createRun(services, runRequest({ set: { id: 'sums', name: 'Sums of two' } }))
  await createRun(services, runRequest({ set: { id: 'sums', name: ' ' } }))
  const { prompts, pool, pair, options } = runRequest()
  const typed = { prompts, pool, pair, options: { ...options, method: 'ssr' as const, seed: 1 } }
  await createSolve(services, { ...typed, problem: typedProblem('1 + 1?'), measureBaseline: false })
  // No store of sets is asked: what was deleted or renamed since changes nothing.
  expect(listRuns(services.database, services.now()).map((run) => [run.set, run.setName])).toEqual([
    [null, null],
    ['sums', 'sums'],
    ['sums', 'Sums of two']
  ])
})
