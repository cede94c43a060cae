import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runHere } from '../../helpers/run-here.ts'
import { placeFixtureStore } from '../../helpers/version-fixture.ts'

const RUN = '20261128-0244-6b58af'
let data = ''
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'tandem-charts-'))
  placeFixtureStore('0.1.0', data)
  await runHere(data, ['runs'])
})
afterAll(() => rmSync(data, { recursive: true }))

/** The charts of the run by the names of their files. */
async function charts(...flags: string[]): Promise<ReadonlyMap<string, string>> {
  const folder = join(data, 'new', `charts${flags.join('')}`)
  const { code, stdout } = await runHere(data, ['report', RUN, '--charts', folder, ...flags])
  expect([code, stdout]).toEqual([0, ''])
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  )
}

it('writes every chart of the report as a drawing that needs nothing else', async () => {
  const files = await charts()
  expect([...files.keys()]).toEqual(expect.arrayContaining(['accuracy.svg', 'compute.svg']))
  const { stdout: page } = await runHere(data, ['export', RUN, '--format', 'html'])
  expect(files.size).toBe(page.match(/<figcaption>/g)!.length)
  for (const [name, text] of files) {
    expect(text, name).toMatch(/^<svg\s+xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    // Not every program that shows a drawing reads variables.
    expect(text, name).not.toContain('var(--')
    expect(text, name).toContain(RUN)
    expect(page).toContain(/aria-label="([^"]+)"/.exec(text)![1])
  }
  const compute = files.get('compute.svg')!
  for (const role of ['draft', 'target']) {
    const key = `<rect\\s+class="${role}"\\s+x="10"[^>]+/>\\s*<text[^>]+>\\s*${role}\\s*<`
    expect(compute).toMatch(new RegExp(key, 'i'))
  }
})

it('writes them in the language that is asked for, no line of words wider than the drawing', async () => {
  const files = await charts('--language', 'de')
  expect(files.get('compute.svg')).toContain('Wofür gerechnet wird')
  for (const [name, text] of files) {
    const titles = [...text.matchAll(/<text\s+class="label title"[^>]*>([^<]+)</g)]
    expect(titles.length, name).toBeGreaterThan(0)
    for (const [, title] of titles) expect(title!.length, name).toBeLessThanOrEqual(54)
  }
})

it('writes nothing of a run that is not there', async () => {
  const folder = join(data, 'nothing')
  expect((await runHere(data, ['report', 'nowhere', '--charts', folder])).code).toBe(2)
  expect(existsSync(folder)).toBe(false)
})
