import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PassingRuns } from '../../../src/main/doors/rpc/passing-runs.ts'
import { openRecordedRun } from '../../../src/main/export/recorded-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { readAttempt } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import { RECORDED } from '../../../src/shared/recorded-run.ts'
import { runSetup } from '../../helpers/run-setup.ts'

test('the run that comes with Tandem shows all that there is to see', () => {
  const database = openRecordedRun()
  const attempt = readAttempt(database, RECORDED.attempt)!
  expect(attempt).toMatchObject({
    runKey: findRun(database, RECORDED.run)!.key,
    method: 'ssr',
    status: 'done',
    verdict: 'right',
    baseline: 'measured'
  })
  const { paths, votes, selection } = readEvents(database, RECORDED.attempt).reduce(
    fold,
    emptyView()
  )
  expect(paths).toHaveLength(3)
  const steps = paths.flatMap((path) => path.steps)
  expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(['accepted', 'rewritten']))
  expect(steps.some(({ rejected }) => rejected !== null)).toBe(true)
  expect(steps.every(({ reading }) => reading !== null)).toBe(true)
  expect(selection?.filter(({ chosen }) => chosen)).toHaveLength(3)
  expect(votes.length).toBeGreaterThan(1)
})

test('its file tells nothing of the machine that made it but the processor', () => {
  const file = readFileSync('resources/recorded-run.json', 'utf8')
  expect(file).not.toMatch(/"(\/|[A-Z]:\\\\|file:)/)
})

test('it is found by its id, and in no list', () => {
  const services = runSetup()
  const passing = new PassingRuns(services)
  expect(findRun(passing.servicesOf(RECORDED.run).database, RECORDED.run)).not.toBeNull()
  expect(passing.reason(RECORDED.run)).toBeNull()
  expect(listRuns(services.database, 0)).toEqual([])
})
