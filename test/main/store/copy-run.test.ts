import { expect, test } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { copyRun } from '../../../src/main/store/copy-run.ts'
import { openInMemory } from '../../../src/main/store/database.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { runsWith } from '../../../src/main/store/search.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { gradesOf, insertGrade } from '../../../src/main/store/tables/grades.ts'
import { problemsOfRun } from '../../../src/main/store/tables/run-problems.ts'
import { findRun, insertRun } from '../../../src/main/store/tables/runs.ts'
import { addTag, tagsOf } from '../../../src/main/store/tables/tags.ts'
import { exportNamed } from '../../../src/main/export/export-run.ts'
import { runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'

const never = new AbortController().signal

async function finishedRun(services: RunSetup): Promise<string> {
  const id = await createRun(services, runRequest({ limit: 2 }))
  await runBenchmark(services, id, { signal: never })
  return id
}

/** All that a run has, its keys left out. */
function contentOf(database: Database, id: string) {
  const { key, ...run } = findRun(database, id)!
  return {
    run,
    tags: tagsOf(database, key),
    problems: problemsOfRun(database, key),
    attempts: allAttempts(database, key).map(({ key: attempt, runKey: _, ...rest }) => ({
      ...rest,
      events: readEvents(database, attempt),
      grades: gradesOf(database, attempt)
    })),
    rows: ['paths', 'steps', 'selections', 'votes', 'charges'].map((table) =>
      database
        .prepare<[number], number>(
          `SELECT count(*) FROM ${table} WHERE attempt_key IN (SELECT key FROM attempts WHERE run_key = ?)`
        )
        .pluck()
        .get(key)
    )
  }
}

test('a run is copied into an empty store under the same keys', async () => {
  const services = runSetup()
  await finishedRun(services)
  const id = await finishedRun(services)
  const { key } = findRun(services.database, id)!
  const copy = openInMemory()
  const places = copyRun(services.database, copy, key)
  expect([...places]).toEqual(allAttempts(services.database, key).map((one) => [one.key, one.key]))
  expect(findRun(copy, id)!.key).toBe(key)
  expect(contentOf(copy, id)).toEqual(contentOf(services.database, id))
  const whole = (database: Database) => [...exportNamed(database, id, 'json', { now: 0 })].join('')
  expect(whole(copy)).toBe(whole(services.database))
})

test('where its keys are taken it gets new ones, in the same order, and is found by its words', async () => {
  const from = runSetup()
  const to = runSetup()
  const other = await finishedRun(to)
  const before = contentOf(to.database, other)
  const id = await finishedRun(from)
  const { key } = findRun(from.database, id)!
  addTag(from.database, key, 'kept')
  const attempts = allAttempts(from.database, key)
  // By hand, and then by the grader again: the order of grades matters.
  for (const [at, policy] of ([null, 'standard'] as const).entries()) {
    insertGrade(from.database, attempts[0]!.key, {
      verdict: 'wrong',
      policy,
      reason: `grade ${at}`,
      givenAt: at
    })
  }
  const places = copyRun(from.database, to.database, key)
  expect([...places.keys()]).toEqual(attempts.map((one) => one.key))
  const now = [...places.values()]
  expect(now).toEqual(now.toSorted((a, b) => a - b))
  expect(Math.min(...now)).toBeGreaterThan(Math.max(...places.keys()))
  expect(contentOf(to.database, id)).toEqual(contentOf(from.database, id))
  expect(contentOf(to.database, other)).toEqual(before)
  const found = runsWith(to.database, '3 + 5')
  expect([...found]).toEqual(expect.arrayContaining([findRun(to.database, id)!.key]))
  expect(checkIntegrity(to.database)).toEqual([])
})

test('it takes the place of what the other store has of it', async () => {
  const from = runSetup()
  const id = await finishedRun(from)
  const { key, ...run } = findRun(from.database, id)!
  const to = runSetup()
  const other = await finishedRun(to)
  const stored = insertRun(to.database, run)
  copyRun(from.database, to.database, key)
  expect(findRun(to.database, id)!.key).toBe(stored)
  expect(contentOf(to.database, id)).toEqual(contentOf(from.database, id))
  expect(findRun(to.database, other)).not.toBeNull()
  expect(checkIntegrity(to.database)).toEqual([])
})
