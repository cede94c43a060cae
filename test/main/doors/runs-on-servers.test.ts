import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import { exportFormatSchema } from '../../../src/shared/contract/benchmark.ts'
import type { ServerList } from '../../../src/shared/contract/model-servers.ts'
import type { SolveSetup } from '../../../src/shared/contract/solve.ts'
import type { RunDetail } from '../../../src/shared/contract/benchmark.ts'
import type { SavedPair } from '../../../src/shared/model-library.ts'
import { answerAsLlama, MODEL } from '../../helpers/miniature-llama.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'
import { json, scriptedServer } from '../../helpers/scripted-server.ts'

const KEY = 'k3y-that-must-be-nowhere-else'
/** More than a server is given at once: some begin after its model has changed. */
const PROBLEMS = 12
const WAIT = { timeout: 60_000, interval: 100 }

const LARGE = { ...MODEL, id: 'large', meta: { ...MODEL.meta, n_params: 7e9 } }
const SMALL = { ...MODEL, id: 'small' }

/** A server that wants a key; whose large model becomes another after so many steps. */
async function changingServer() {
  let large: object = LARGE
  let stepsUntilChange = Infinity
  const server = await scriptedServer((asked, response) => {
    if (asked.headers.authorization !== `Bearer ${KEY}`) {
      // A server may repeat what it was shown.
      return json(response, { error: { message: `not ${asked.headers.authorization}` } }, 401)
    }
    const models = [large, SMALL]
    const { n_predict = 0 } = JSON.parse(asked.body || '{}') as { n_predict?: number }
    if (asked.path === '/completion' && n_predict > 20) {
      stepsUntilChange -= 1
      if (stepsUntilChange === 0) large = { ...LARGE, meta: { ...LARGE.meta, size: 6000 } }
    }
    answerAsLlama({ models, contextSize: 8192, text: 'The answer is \\boxed{4}.' })(asked, response)
  })
  return {
    ...server,
    changeAfter(steps: number) {
      stepsUntilChange = steps
    },
    restore() {
      large = LARGE
    }
  }
}

function openProgram() {
  const data = temporaryFolder()
  const application = createApplication({ door: 'test', dataFlag: data })
  const pages = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await pages.close()
    await application.close()
  })
  async function call<T>(name: string, input?: unknown): Promise<T> {
    const result = await pages.dispatch(name, input)
    if (!result.ok) throw new Error(result.failure.message)
    return result.value as T
  }
  return { application, call, data }
}

test('a saved pair of servers solves, its key is nowhere, and it goes on with no other model', async () => {
  const server = await changingServer()
  const { application, call, data } = openProgram()

  const keep = (model: string, key?: string) =>
    call<ServerList>('model-servers.keep', {
      address: `${server.url}#${model}`,
      parameters: null,
      name: model,
      ...(key !== undefined && { key })
    })
  await expect(keep('large')).rejects.toThrow('wants a key')
  await keep('large', KEY)
  // The second finds the key by its address.
  const { servers } = await keep('small')
  expect(servers.map(({ name, hasKey }) => [name, hasKey])).toEqual([
    ['large', true],
    ['small', true]
  ])

  const { id: pair } = await call<SavedPair>('pairs.save', {
    ...{ name: 'Far', target: 'large', draft: 'small', prompts: 'generic-chat' },
    ...{ strategies: 'competition', paths: 1, context: null },
    gpuLayers: { target: null, draft: null }
  })
  const setup = await call<SolveSetup>('solve.setup')
  expect(setup.pairs.find(({ id }) => id === pair)).toMatchObject({
    target: 'large',
    draft: 'small',
    sampling: { topP: 0.95 }
  })
  const options = { ...setup.defaults, method: 'baseline', paths: 1, maxTokens: 200 }
  server.changeAfter(2)
  const { run } = await call<{ run: string }>('benchmarks.start', {
    ...{ set: 'school', methods: ['baseline'], repeats: 1, sample: PROBLEMS, options, pair },
    ...{ prompts: 'generic-chat', strategies: 'competition' }
  })
  const detail = () => call<RunDetail>('runs.detail', { run })
  await vi.waitFor(async () => expect((await detail()).entry.status).toBe('failed'), WAIT)
  const failed = await detail()
  expect(failed.failure?.message).toMatch(/large is not the one that the run began with.*differs/)
  expect(doneOf(failed)).toBeLessThan(PROBLEMS)

  // As long as the other model is there, the run does not go on with it.
  await call('benchmarks.resume', { run })
  await vi.waitFor(async () => {
    expect((await call<{ jobs: unknown[] }>('app.status')).jobs).toEqual([])
  }, WAIT)
  expect((await detail()).failure?.hint).toBe('Put that model back, or begin a new run.')
  expect(doneOf(await detail())).toBe(doneOf(failed))

  server.restore()
  await call('benchmarks.resume', { run })
  await vi.waitFor(async () => expect((await detail()).entry.status).toBe('finished'), WAIT)
  expect(doneOf(await detail())).toBe(PROBLEMS)

  const { host } = new URL(server.url)
  await vi.waitFor(async () => {
    expect(await call('app.status')).toMatchObject({
      pair: { target: { name: 'large', host }, draft: { name: 'small', host } }
    })
  }, WAIT)

  const said = [
    ...(await Promise.all(
      exportFormatSchema.options.map((format) =>
        call<unknown>('runs.export', { run, format, language: 'en' })
      )
    )),
    await call('diagnostics.make', { problems: true }),
    await call('runs.detail', { run }),
    await call('model-servers.list'),
    application.engine.log(),
    await call('app.status')
  ].map((one) => JSON.stringify(one))
  expect(said.join()).toContain(server.url)
  expect(said.filter((text) => text.includes(KEY))).toEqual([])
  expect(filesWith(KEY, data)).toEqual([join(data, 'server-keys')])
  expect(statSync(join(data, 'server-keys')).mode & 0o777).toBe(0o600)
}, 240_000)

function filesWith(text: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text))
}

function doneOf({ grid }: RunDetail): number {
  return grid.filter(({ status }) => status === 'done').length
}
