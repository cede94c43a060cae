import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { createRandom } from '../../src/core/random.ts'
import { IN_DATA, isOwnInData } from '../../src/main/data-directory.ts'
import { asideFindings } from '../../src/main/diagnostics/data-findings.ts'
import { ActiveRuns } from '../../src/main/doors/rpc/active-runs.ts'
import { readBundledPair } from '../../src/main/models/bundled-pair.ts'
import { hostileContents, mutated } from '../helpers/kept-documents/hostile-contents.ts'
import { DOCUMENTS, TRIED } from '../helpers/kept-documents/kept-documents.ts'
import {
  OTHER_THINGS,
  soundOf,
  tryContent,
  tryThing,
  withDataFolder
} from '../helpers/kept-documents/try-content.ts'
import { runSetup, temporaryFolder } from '../helpers/run-setup.ts'

/** `npx node bench/documents.ts` takes thousands. */
const MUTATIONS = 12
const VALUES_EACH = 1

let said: MockInstance<typeof console.error>
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => {
  said.mockRestore()
})

describe('what lies in a data folder', () => {
  it('is tried, document by document, or says what tries it', () => {
    expect(Object.keys(TRIED).sort()).toEqual(Object.keys(IN_DATA).sort())
    const tests = Object.values(TRIED).filter((tried) => typeof tried === 'string')
    for (const test of tests.filter((one) => one.startsWith('test/'))) {
      expect(existsSync(test), test).toBe(true)
    }
  })

  it('has its name from one list alone', () => {
    const sources = readdirSync('src/main', { recursive: true, encoding: 'utf8' })
    const named = sources
      .filter((name) => name.endsWith('.ts'))
      .filter((name) =>
        /join\((?:[\w.]+\.)?data, ['"`]/.test(readFileSync(join('src/main', name), 'utf8'))
      )
    expect(named).toEqual([])
    expect(Object.values(IN_DATA).every(isOwnInData)).toBe(true)
  })
})

describe.each(DOCUMENTS)('%s', (_name, document) => {
  it('is never lost or replaced without a word, whatever it holds', async () => {
    const [place, sound] = await soundOf(document)
    for (const hostile of hostileContents(sound, VALUES_EACH)) {
      expect([hostile.what, await tryContent(document, place, hostile)]).toEqual([
        hostile.what,
        null
      ])
    }
  })

  it(`is read or refused in words with ${MUTATIONS} random faults`, async () => {
    const [place, sound] = await soundOf(document)
    for (let seed = 0; seed < MUTATIONS; seed++) {
      const content = mutated(sound, createRandom(seed))
      expect([seed, await tryContent(document, place, { content, by: 'anyone' })]).toEqual([
        seed,
        null
      ])
    }
  })

  it.skipIf(document.setting !== undefined)('is refused in words where it is no file', async () => {
    const [place] = await soundOf(document)
    for (const [what, make] of Object.entries(OTHER_THINGS)) {
      expect([what, await tryThing(document, place, make)]).toEqual([what, null])
    }
  })
})

it('says what was set aside, on standard error and in "tandem doctor"', () =>
  withDataFolder(async (data) => {
    const { change } = Object.fromEntries(DOCUMENTS)['speed of pairs']!
    writeFileSync(join(data, IN_DATA.engineSpeed), 'no JSON')
    await change(data)
    expect(said).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(
        /^The speed of pairs .+engine-speed\.json could not be read\. It was set aside, unchanged: .+engine-speed\.json\.unreadable$/
      )
    )
    expect(asideFindings(data)).toMatchObject([
      { state: 'limited', said: expect.stringContaining('engine-speed.json.unreadable') as string }
    ])
  }))

it('takes up a queue of thousands of benchmarks that are no more, and names that lead elsewhere', () => {
  const services = runSetup()
  const starts = Array.from({ length: 20_000 }, (_, at) => ({
    run: at % 2 ? `../../${at}` : `\u0000\u001b[2J${at % 100}`,
    retryErrors: true,
    loadAnyway: true
  }))
  const queue = JSON.stringify({ version: 1, pid: 2 ** 30, host: 'this machine', starts })
  const keep = services.database.prepare('INSERT INTO settings VALUES (?, ?)')
  keep.run('queue elsewhere 1', queue)
  keep.run('queue here 2', queue.replace('this machine', hostname()))
  const active = new ActiveRuns(services, { goOn: true })
  expect(active.waiting).toEqual([])
  expect(active.busy).toBe(false)
})

it('says that the list of the bundled models is damaged', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'pair.json')
  expect(readBundledPair(folder)).toBeNull()
  const sound = readFileSync('resources/models/pair.json')
  writeFileSync(path, sound)
  expect(readBundledPair(folder)).not.toBeNull()
  for (const { by, content } of hostileContents(sound)) {
    writeFileSync(path, content)
    if (by !== 'unreadable') continue
    expect(() => readBundledPair(folder)).toThrow(/pair\.json, which says what .+ cannot be read/)
  }
})

it('reads no file that a list of bundled models places outside its folder', () => {
  const folder = temporaryFolder()
  const pair = JSON.parse(readFileSync('resources/models/pair.json', 'utf8')) as {
    target: { file: string }
  }
  for (const file of ['../other.gguf', '/etc/passwd', 'a/b.gguf', '..\\b.gguf', 'a.gguf\n']) {
    writeFileSync(
      join(folder, 'pair.json'),
      JSON.stringify({ ...pair, target: { ...pair.target, file } })
    )
    expect(() => readBundledPair(folder)).toThrow('cannot be read')
  }
})
