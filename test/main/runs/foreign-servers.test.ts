import { expect, test, vi } from 'vitest'
import { forkRequest } from '../../../src/main/actions/fork.ts'
import { runPieces } from '../../../src/main/export/export-run.ts'
import { importRun } from '../../../src/main/export/import-run.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

const URL = 'http://evil.example:8080'
const never = new AbortController().signal

/** A run from a file in which somebody has written that its large model is on their server. */
async function fromElsewhere() {
  const there = runSetup()
  const id = await createRun(there, runRequest({ methods: ['ssr'] }))
  await runBenchmark(there, id, { signal: never })
  const run = findRun(there.database, id)!
  const text = [...runPieces(there.database, run, 'json', { language: 'en', now: 0 })].join('')
  const document = JSON.parse(text) as {
    tandem: { config: { pair: { setup: { target: unknown } } } }
  }
  document.tandem.config.pair.setup.target = {
    kind: 'server',
    url: URL,
    model: null,
    parameters: 1e9
  }
  const services = runSetup()
  importRun(services.database, document)
  const [attempt] = allAttempts(services.database, findRun(services.database, id)!.key)
  const asked = vi.spyOn(services.engine, 'describe')
  return {
    services,
    id,
    asked,
    wish: { attempt: attempt!.key, path: 0, step: 0, change: 'target' } as const
  }
}

test('a run from a file asks no server that nobody here has named, however it would go on', async () => {
  const { services, id, asked, wish } = await fromElsewhere()
  const refusal = new RegExp(`came from a file, and its models are on ${URL}`)
  await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow(refusal)
  expect(() => forkRequest(services, wish)).toThrow(refusal)
  expect(asked).not.toHaveBeenCalled()
})

test('it goes on where its server was named', async () => {
  const { services, id, asked, wish } = await fromElsewhere()
  const named = { ...services, isNamedServer: ({ url }: { url: string }) => url === URL }
  expect(forkRequest(named, wish).pair.target).toMatchObject({ url: URL })
  await runBenchmark(named, id, { signal: never }).catch(() => undefined)
  expect(asked).toHaveBeenCalled()
})
