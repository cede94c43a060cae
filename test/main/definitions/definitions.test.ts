import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { definitionsIn, type Definitions } from '../../../src/main/definitions/definitions.ts'

const resources = resolve(import.meta.dirname, '../../../resources')
let data: string
let definitions: Definitions

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tandem-definitions-'))
  definitions = definitionsIn([resources, data])
})
afterEach(() => rmSync(data, { recursive: true }))

it('keeps a copy of a bundled profile as the own one, under its own short name', async () => {
  const bundled = await definitions.promptProfile('generic-chat')
  const own = { ...bundled, id: 'mine', name: 'Mine' }
  await definitions.prompts.save(own)
  expect(readdirSync(join(data, 'prompts'))).toEqual(['mine.json'])
  expect(await definitions.promptProfile('mine')).toEqual(own)
  const { stored } = await definitions.prompts.list()
  expect(stored.filter((one) => one.own).map(({ definition }) => definition.id)).toEqual(['mine'])
  await definitions.prompts.remove('mine')
  await expect(definitions.promptProfile('mine')).rejects.toThrow('no prompts called "mine"')
})

it('replaces an own one in the file where it is', async () => {
  const pool = await definitions.strategyPool('competition')
  mkdirSync(join(data, 'strategies'))
  const file = join(data, 'strategies', 'another-name.json')
  writeFileSync(file, JSON.stringify({ ...pool, id: 'mine' }))
  await definitions.strategies.save({ ...pool, id: 'mine', name: 'Changed' })
  expect(readdirSync(join(data, 'strategies'))).toEqual(['another-name.json'])
  expect((await definitions.strategyPool('mine')).name).toBe('Changed')
})

it('lets the bundled ones be as they are', async () => {
  const pool = await definitions.strategyPool('competition')
  await expect(definitions.strategies.save(pool)).rejects.toThrow('come with Tandem')
  await expect(definitions.strategies.remove('competition')).rejects.toThrow('of your own')
})

it('names what it cannot read, and goes on with the others', async () => {
  mkdirSync(join(data, 'prompts'))
  writeFileSync(join(data, 'prompts', 'half.json'), '{"id": "half"}')
  writeFileSync(join(data, 'prompts', 'torn.json'), '{"id": ')
  expect((await definitions.promptProfiles()).map(({ id }) => id)).toContain('generic-chat')
  const { broken } = await definitions.prompts.list()
  expect(broken.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^half\.json is not valid: name: /),
    expect.stringMatching(/^torn\.json is not JSON/)
  ])
  await expect(definitions.promptProfile('half')).rejects.toThrow('half.json is not valid')
})

it.each(['utf16le', 'utf8'] as const)(
  'reads a file that an editor saved as %s with its mark',
  async (encoding) => {
    const pool = await definitions.strategyPool('competition')
    mkdirSync(join(data, 'strategies'))
    const text = `\ufeff${JSON.stringify({ ...pool, id: 'mine', name: 'Zoés' })}`
    writeFileSync(join(data, 'strategies', 'mine.json'), text, encoding)
    expect((await definitions.strategyPool('mine')).name).toBe('Zoés')
  }
)
