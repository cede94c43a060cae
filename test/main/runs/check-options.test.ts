import { expect, it } from 'vitest'
import { requireFitting } from '../../../src/main/runs/check-options.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { SCORER_NAMES, SCORERS } from '../../../src/shared/scorers/scorers.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

it.each(SCORER_NAMES)('a threshold of %s is on its own scale', (scorer) => {
  const { highest } = SCORERS[scorer]
  expect(() => requireFitting({ scorer, threshold: highest })).not.toThrow()
  expect(() => requireFitting({ scorer, threshold: highest + 0.01 })).toThrow(
    `The scorer ${scorer}`
  )
})

it('no door makes a run whose steps could never stand', async () => {
  const services = runSetup()
  const { options } = runRequest()
  const request = runRequest({ options: { ...options, scorer: 'p-accept', threshold: 7 } })
  await expect(createRun(services, request)).rejects.toThrow(/probability/)
  expect(listRuns(services.database, 0)).toEqual([])
})
