import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { knownNames } from '../../../src/main/actions/known-names.ts'
import { definitionsIn } from '../../../src/main/definitions/definitions.ts'
import { createModelServices } from '../../../src/main/models/model-services.ts'
import { resourcesDirectory } from '../../../src/main/resources-directory.ts'
import { storeIn } from '../../../src/main/data-directory.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { sqliteProblemSets } from '../../../src/main/store/sqlite-problem-sets.ts'
import { runHere } from '../../helpers/run-here.ts'
import { runTandem } from '../../helpers/run-tandem.ts'
import { placeFixtureStore } from '../../helpers/version-fixture.ts'

const BUNDLED_SETS = [
  'competition-sample',
  'logic-yes-no',
  'reasoning-choices',
  'school',
  'school-hard',
  'words-and-records'
]

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tandem-names-'))
})
afterEach(() => {
  rmSync(data, { recursive: true })
})

function known() {
  const resources = resourcesDirectory()
  const services = createModelServices({ data, resources, places: [] })
  return {
    databasePath: storeIn(data),
    definitions: definitionsIn([resources, data]),
    modelServices: () => services
  }
}

async function importSet(id: string): Promise<void> {
  const { database } = openDatabase(storeIn(data), new Date())
  await sqliteProblemSets(database, Date.now).put({
    ...{ id, name: 'Mine', description: '', source: '', licence: '' },
    problems: [{ id: '1', text: '1 + 1?', answer: '2' }]
  })
  database.close()
}

it('names what came with the program, and makes nothing where there is no data yet', async () => {
  rmSync(data, { recursive: true })
  expect(await knownNames('sets', known())).toEqual(BUNDLED_SETS)
  expect(await knownNames('prompts', known())).toContain('tandem-school')
  expect(await knownNames('strategies', known())).toContain('school')
  expect(await knownNames('models', known())).toEqual([])
  expect(existsSync(data)).toBe(false)
  data = mkdtempSync(join(tmpdir(), 'tandem-names-'))
})

it('calls each by its name, and by its id where a name means several or cannot be written', async () => {
  const { pairs } = known().modelServices()
  const pair = { ...pairs.bundled()!, paths: 2 }
  pairs.save({ ...pair, name: 'Mine, at home' })
  const { id } = pairs.save({ ...pair, name: 'two\nlines' })
  const bundled = pairs.bundled()!
  const other = pairs.save({ ...pair, name: bundled.name })
  expect(await knownNames('pairs', known())).toEqual(
    [bundled.id, other.id, 'Mine, at home', id].sort()
  )
})

it('offers what was imported in the data folder that the line names', async () => {
  await importSet('my-set')
  const line = ['--', 'tandem', 'bench', '--data-dir', data, '']
  const { code, stdout, stderr } = await runTandem(['__names', 'sets', ...line])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.trimEnd().split('\n')).toEqual([...BUNDLED_SETS, 'my-set'].sort())
  expect(existsSync(join(data, 'backups'))).toBe(false)
})

it('offers runs by their ids, the deleted ones apart, and the attempts of the run that the line names', async () => {
  placeFixtureStore('0.1.0', data)
  await runHere(data, ['runs'])
  const run = '20261128-0244-6b58af'
  const runs = await knownNames('runs', known())
  expect(runs).toEqual(expect.arrayContaining([run, 'latest']))
  const { stdout } = await runHere(data, ['show', run, '--json'])
  const { attempts } = JSON.parse(stdout) as { attempts: { attempt: number }[] }
  expect(attempts.length).toBeGreaterThan(1)
  const line = ['tandem', 'show', run, '--attempt', '']
  expect(await knownNames('attempts', known(), line)).toEqual(
    attempts.map(({ attempt }) => String(attempt)).sort()
  )
  expect(await knownNames('attempts', known(), ['tandem', 'fork', ''])).not.toEqual([])
  await runHere(data, ['delete', run])
  expect(await knownNames('runs', known())).not.toContain(run)
  expect(await knownNames('deleted-runs', known())).toContain(run)
})

it('leaves a damaged store to the command that opens it', async () => {
  writeFileSync(storeIn(data), 'no store at all')
  expect(await knownNames('sets', known())).toEqual(BUNDLED_SETS)
  expect(readFileSync(storeIn(data), 'utf8')).toBe('no store at all')
})

it('is named by no help', async () => {
  expect((await runTandem(['--help'])).stdout).not.toContain('__names')
})
