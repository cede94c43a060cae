import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  diskFinding,
  folderFinding,
  storeFindings
} from '../../../src/main/diagnostics/data-findings.ts'
import { examine } from '../../../src/main/diagnostics/examine.ts'
import {
  bundledFinding,
  gpuFinding,
  memoryFinding,
  modelFindings
} from '../../../src/main/diagnostics/model-findings.ts'
import {
  browserFinding,
  electronFinding,
  portFinding
} from '../../../src/main/diagnostics/program-findings.ts'
import { createModelServices } from '../../../src/main/models/model-services.ts'
import { acquireLease, QUEUE } from '../../../src/main/runs/lease.ts'
import { findingsText, findingsSummary } from '../../../src/shared/findings-text.ts'
import { temporaryFolder, temporaryStore } from '../../helpers/run-setup.ts'

const RESOURCES = join(import.meta.dirname, '../../../resources')

function stateOf(findings: readonly { part: string; state: string }[], part: string) {
  return findings.find((one) => one.part === part)?.state
}

it('finds what there is on a machine that Tandem has not been used on, and leaves nothing behind', async () => {
  const data = join(temporaryFolder(), 'none-yet')
  const models = createModelServices({ data, resources: RESOURCES, places: [] })
  onTestFinished(() => {
    models.close()
  })
  const findings = await examine({ data, bundled: join(RESOURCES, 'models'), models, now: 0 })
  for (const part of ['Tandem', 'Node', 'SQLite', 'llama.cpp', 'Data folder', 'Store', 'Port']) {
    expect(stateOf(findings, part), part).toBe('works')
  }
  expect(JSON.stringify(findings)).not.toContain(homedir())
  expect(readdirSync(join(data, '..'))).toEqual([])
  expect(findingsText(findings)).toMatch(/^✓ Node {2,}Node \d+/m)
})

it('says that the bundled models are missing, or that one of them is none, and what to do', async () => {
  const folder = temporaryFolder()
  const models = createModelServices({ data: folder, resources: RESOURCES, places: [] })
  onTestFinished(() => {
    models.close()
  })
  expect(await bundledFinding(null, models)).toMatchObject({ part: 'Bundled pair', state: 'fails' })
  const broken = join(folder, 'broken.gguf')
  writeFileSync(broken, 'no model at all')
  const pair = { targetPath: broken, draftPath: broken } as Parameters<typeof bundledFinding>[0]
  expect(await bundledFinding(pair, models)).toMatchObject({
    part: 'llama.cpp',
    state: 'fails',
    advice: expect.stringContaining('npm ci') as string
  })
})

it('reads the store without changing it: sound, damaged, at work', () => {
  const { database, path, folder } = temporaryStore()
  const now = Date.now()
  expect(storeFindings(folder, now)).toMatchObject([{ state: 'works' }])
  const lease = acquireLease(database, QUEUE, { door: 'A door', now: () => now })
  expect(storeFindings(folder, now)[1]?.said).toContain('A door runs a benchmark')
  lease.release()
  database.close()

  writeFileSync(path, 'SQLite format 3\0 and then nothing that is one'.repeat(100))
  const before = readdirSync(folder).sort()
  const [damaged] = storeFindings(folder, now)
  expect(damaged).toMatchObject({ part: 'Store', state: 'fails' })
  expect(damaged?.advice).toContain('tandem store recover')
  expect(readdirSync(folder).sort()).toEqual(before)
})

it('says which folder others can enter, and which is a file', () => {
  const folder = temporaryFolder()
  const open = join(folder, 'open')
  mkdirSync(open)
  chmodSync(open, 0o755)
  if (process.platform !== 'win32') expect(folderFinding(open).advice).toContain('chmod 700')
  chmodSync(open, 0o700)
  expect(folderFinding(open)).toMatchObject({ state: 'works', advice: null })
  const file = join(folder, 'file')
  writeFileSync(file, '')
  chmodSync(file, 0o700)
  expect(folderFinding(file)).toMatchObject({ state: 'fails' })
  expect(diskFinding(join(folder, 'not', 'yet')).said).toMatch(/of .* are free/)
})

it('tells a port that is taken from one that cannot be', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  expect((await portFinding(port)).said).toContain('is in use')
  expect(await portFinding(70_000)).toMatchObject({ state: 'limited' })
})

it('judges memory, GPU, window and browser by what they are needed for', async () => {
  expect(memoryFinding(5e8).state).toBe('limited')
  expect(memoryFinding(8e9).state).toBe('works')
  const gpu = await gpuFinding({
    devices: () => Promise.resolve({ gpu: 'cuda', total: 8e9, free: 7e9 })
  })
  expect(gpu).toMatchObject({ state: 'works', said: 'cuda: models may take 7.0 GB of 8.0 GB.' })
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'electron'), '')
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: folder, PATH: folder }
  if (process.platform !== 'linux') return
  expect(electronFinding(environment).said).toContain('no display')
  expect(electronFinding({ ...environment, DISPLAY: ':0' }).state).toBe('works')
  writeFileSync(join(folder, 'firefox'), '', { mode: 0o755 })
  expect(browserFinding({ ...environment, DISPLAY: ':0' }).said).toContain('firefox')
  expect(browserFinding(environment).said).toContain('no display')
})

it('sums up in a sentence', () => {
  const finding = (part: string, state: 'works' | 'limited' | 'fails') =>
    ({ part, state, said: '', advice: null }) as const
  expect(findingsSummary([finding('A', 'works')])).toBe('Everything works.')
  expect(findingsSummary([finding('A', 'works'), finding('B', 'limited')])).toContain('look at: B')
  expect(findingsSummary([finding('A', 'fails'), finding('B', 'limited')])).toBe(
    'Does not work: A.'
  )
})

it('says of a library of a later version what to do, as of everything else', () => {
  const data = temporaryFolder()
  writeFileSync(join(data, 'model-library.json'), '{"version": 2}')
  const models = createModelServices({ data, resources: RESOURCES, places: [] })
  expect(modelFindings(models)).toMatchObject([
    {
      part: 'Models',
      state: 'fails',
      advice: expect.stringMatching(/^Update Tandem\. Or move the file away/) as string
    }
  ])
})
