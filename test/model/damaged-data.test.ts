import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { IN_DATA } from '../../src/main/data-directory.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'
import { DOCUMENTS } from '../helpers/kept-documents/kept-documents.ts'
import { soundOf } from '../helpers/kept-documents/try-content.ts'
import { runTandem } from '../helpers/run-tandem.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

const PROBLEM = 'Tom has 47 apples. Tom buys 3 boxes with 12 apples each. How many apples has Tom?'
const NO_JSON = 'Not JSON at all.\n'
const LATER = '{"version":99,"all":"else"}\n'

/** Where documents lie; without what was measured of the pair, which is measured again for seconds (`engine-speed.test.ts`). */
async function documentPlaces(): Promise<readonly { place: string; hasVersion: boolean }[]> {
  const files = DOCUMENTS.filter(([, { setting }]) => setting === undefined)
  const found = await Promise.all(
    files.map(async ([, document]) => {
      const [place] = await soundOf(document)
      return { place, hasVersion: document.hasVersion ?? false }
    })
  )
  return found.filter(({ place }) => place !== IN_DATA.engineSpeed)
}

function solve(data: string) {
  return runTandem(['solve', PROBLEM, '--quiet'], { environment: { TANDEM_DATA: data } })
}

test('the bundled pair solves where no document can be read and other folders are files', async () => {
  const data = join(temporaryFolder(), 'data')
  placeSpeed(data)
  const places = await documentPlaces()
  for (const { place } of places) {
    mkdirSync(dirname(join(data, place)), { recursive: true })
    writeFileSync(join(data, place), NO_JSON)
  }
  const { backups, unrecorded, cpuBackends, uploads, logs, compiled } = IN_DATA
  for (const folder of [backups, unrecorded, cpuBackends, uploads, logs, compiled]) {
    rmSync(join(data, folder), { recursive: true, force: true })
    writeFileSync(join(data, folder), NO_JSON)
  }
  const { code, stdout, stderr } = await solve(data)
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\n$/)])
  const library = join(data, IN_DATA.modelLibrary)
  expect(stderr.split('\n').filter((line) => line.includes(library))).toEqual([
    `The model library ${library} could not be read. It was set aside, unchanged: ${library}.unreadable`
  ])
  for (const { place } of places) {
    const aside = join(data, `${place}.unreadable`)
    expect(readFileSync(existsSync(aside) ? aside : join(data, place), 'utf8')).toBe(NO_JSON)
  }
})

test('the bundled pair solves where documents are of a later version, or folders', async () => {
  const data = join(temporaryFolder(), 'data')
  placeSpeed(data)
  const places = await documentPlaces()
  for (const { place, hasVersion } of places) {
    mkdirSync(dirname(join(data, place)), { recursive: true })
    if (hasVersion) writeFileSync(join(data, place), LATER)
    else mkdirSync(join(data, place))
  }
  const { code, stdout, stderr } = await solve(data)
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\n$/)])
  expect(stderr).toContain(`${join(data, IN_DATA.modelLibrary)} was written by a newer Tandem`)
  for (const { place } of places.filter(({ hasVersion }) => hasVersion)) {
    expect(readFileSync(join(data, place), 'utf8')).toBe(LATER)
  }
})
