import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  examineServer,
  keepServer,
  pairsWith,
  removeServer,
  testServer,
  type ServersContext
} from '../../../src/main/actions/model-servers.ts'
import { namePair } from '../../../src/main/actions/pairs.ts'
import { definitionsIn } from '../../../src/main/definitions/definitions.ts'
import { pairSetupOf } from '../../../src/main/models/pair-setup.ts'
import { createModelServices } from '../../../src/main/models/model-services.ts'
import { readBundledPair } from '../../../src/main/models/bundled-pair.ts'
import { resourcesDirectory } from '../../../src/main/resources-directory.ts'
import { AUTOMATIC_LAYERS } from '../../../src/shared/model-library.ts'
import type { ServerSource } from '../../../src/shared/model-source.ts'
import type { ServerExamination, ServerReport } from '../../../src/shared/named-server.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

const REPORT: ServerReport = {
  software: 'llama-server b1',
  router: null,
  model: 'qwen',
  fingerprint: 'f'.repeat(64),
  parameters: 7e9,
  saysParameters: true,
  bytes: 0,
  contextSize: 4096,
  slots: 4,
  latencyMs: 1.5,
  abilities: []
}
const ADDRESS = 'http://gpu:8080/v1#qwen'

function program() {
  const data = temporaryFolder()
  const resources = resourcesDirectory()
  const services = createModelServices({ data, resources, places: [], env: {} })
  const asked: { server: ServerSource; key: string | undefined }[] = []
  let examination: ServerExamination = { outcome: 'met', report: REPORT }
  let time = 0
  const context: ServersContext = {
    engine: {
      examineServer(server, key) {
        asked.push({ server, key })
        return Promise.resolve(examination)
      }
    },
    now: () => (time += 1),
    modelServices: () => services
  }
  return {
    ...{ data, resources, services, context, asked },
    answer: (next: ServerExamination) => {
      examination = next
    }
  }
}

test('keeps a model on a server that was met, under its name and with the name of its model', async () => {
  const { context, services, data } = program()
  const server = await keepServer(context, { address: 'http://gpu:8080', parameters: null })
  expect(server).toMatchObject({
    name: 'qwen on gpu:8080',
    source: { url: 'http://gpu:8080', model: 'qwen', parameters: null },
    report: REPORT,
    testedAt: 1,
    failure: null
  })
  expect(JSON.parse(readFileSync(join(data, 'servers.json'), 'utf8'))).toMatchObject({ version: 1 })
  for (const what of [server.id, server.name, ADDRESS, 'http://gpu:8080#qwen']) {
    expect(services.servers.find(what)).toEqual(server)
  }
  expect(services.servers.find('http://gpu:8081#qwen')).toBeNull()
})

test('keeps what cannot be used nowhere, and says what is missing', async () => {
  const { context, services, answer } = program()
  const wish = { address: 'http://gpu:8080', parameters: null }
  answer({ outcome: 'refused', reason: 'It is asleep.' })
  await expect(keepServer(context, wish)).rejects.toThrow('It is asleep.')
  answer({ outcome: 'how-large', model: 'qwen' })
  await expect(keepServer(context, wish)).rejects.toThrow(/how many weights "qwen" has/)
  answer({ outcome: 'which-model', models: ['a', 'b'] })
  await expect(keepServer(context, wish)).rejects.toThrow(
    'several models: "a", "b". Name one behind its address: http://gpu:8080/v1#NAME.'
  )
  await expect(keepServer(context, { ...wish, address: 'gpu' })).rejects.toThrow('no address')
  expect(services.servers.list()).toEqual([])
})

test('changes the one at the same address, or the one that is named; never two of one name', async () => {
  const { context, services } = program()
  const first = await keepServer(context, { address: ADDRESS, parameters: null, name: 'Big' })
  const again = await keepServer(context, { address: ADDRESS, parameters: 8e9 })
  expect(again).toMatchObject({ id: first.id, source: { parameters: 8e9 } })
  const other = 'http://gpu:9090#qwen'
  const moved = await keepServer(context, { id: first.id, address: other, parameters: null })
  expect(moved).toMatchObject({ id: first.id, name: 'Big', source: { url: 'http://gpu:9090' } })
  const second = { address: ADDRESS, parameters: null, name: 'Big' }
  await expect(keepServer(context, second)).rejects.toThrow('Another server is called "Big"')
  expect(services.servers.list()).toEqual([moved])
})

test('keeps a key where keys are, tries a new one first, and forgets it with the last model', async () => {
  const { context, services, asked, data } = program()
  const wish = { parameters: null, key: 'hush-hush' }
  await keepServer(context, { ...wish, address: ADDRESS })
  expect(asked.at(-1)?.key).toBe('hush-hush')
  expect(readFileSync(join(data, 'servers.json'), 'utf8')).not.toContain('hush-hush')
  // The one that is kept is found by its address.
  await examineServer(context, { address: ADDRESS, parameters: null })
  expect(asked.at(-1)?.key).toBeUndefined()
  expect(services.serverKeys.of([{ url: 'http://gpu:8080' }])).toMatchObject([{ key: 'hush-hush' }])
  await keepServer(context, { address: 'http://gpu:8080#second', parameters: null })
  removeServer(context, ADDRESS)
  expect(services.serverKeys.list()).toHaveLength(1)
  removeServer(context, 'http://gpu:8080#second')
  expect(services.serverKeys.list()).toEqual([])
})

test('knows what it was when it was met last, where it cannot be met now', async () => {
  const { context, answer } = program()
  await keepServer(context, { address: ADDRESS, parameters: null })
  answer({ outcome: 'refused', reason: 'It is asleep.' })
  expect(await testServer(context, ADDRESS)).toMatchObject({
    report: REPORT,
    testedAt: 2,
    failure: 'It is asleep.'
  })
  answer({ outcome: 'met', report: { ...REPORT, contextSize: 8192 } })
  expect(await testServer(context, ADDRESS)).toMatchObject({
    report: { contextSize: 8192 },
    failure: null
  })
  await expect(testServer(context, 'nowhere')).rejects.toThrow('No server "nowhere" was added.')
})

test('is part of a pair as a file is, which is lost with it', async () => {
  const { context, services, resources, data } = program()
  await services.library.scan()
  const { id } = await keepServer(context, { address: ADDRESS, parameters: null })
  const definitions = definitionsIn([resources, data])
  const draft = 'Tandem school pair, draft'
  const size = { paths: 3, context: null, gpuLayers: AUTOMATIC_LAYERS }
  const wish = { name: 'Far', target: ADDRESS, draft, ...size }
  const pair = await namePair(services, definitions, wish)
  // The bundled draft is asked in its own words.
  expect(pair).toMatchObject({ target: id, prompts: 'tandem-school', strategies: 'school' })
  const turned = { ...wish, target: draft, draft: ADDRESS }
  await expect(namePair(services, definitions, turned)).rejects.toThrow('larger than the target')
  const unknown = { ...wish, target: 'http://elsewhere' }
  await expect(namePair(services, definitions, unknown)).rejects.toThrow('No model at')
  const bundled = readBundledPair(join(resources, 'models'))!
  expect(pairSetupOf(pair, { ...services, bundled })).toMatchObject({
    target: { kind: 'server', url: 'http://gpu:8080', model: 'qwen' },
    draft: { kind: 'file', path: bundled.draftPath }
  })
  expect(pairsWith(context, id)).toEqual(['Far'])
  removeServer(context, id)
  expect(() => pairSetupOf(pair, { ...services, bundled })).toThrow('not in the library any more')
})

test('sets aside a list that cannot be read, and says what to do about one of a later version', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => said.mockRestore())
  const { services, data } = program()
  const path = join(data, 'servers.json')
  writeFileSync(path, '{"servers": 1}')
  expect(services.servers.list()).toEqual([])
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('{"servers": 1}')
  expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`${path}.unreadable`))
  writeFileSync(path, '{"version": 99, "servers": 1}')
  expect(() => services.servers.list()).toThrow('written by a newer Tandem')
})
