import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { selectPrompt, solvePrompt } from '../../../src/core/prompts.ts'
import { definitionsIn } from '../../../src/main/definitions/definitions.ts'
import { UserError } from '../../../src/main/user-error.ts'
import type { StrategyPool } from '../../../src/shared/strategy-pool.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'
import { POOL, PROFILE } from '../../helpers/solve-job.ts'

const resources = resolve(import.meta.dirname, '../../../resources')
const OWN: StrategyPool = { ...POOL, id: 'mine' }

function folderWith(content: string) {
  const data = temporaryFolder()
  mkdirSync(join(data, 'strategies'))
  writeFileSync(join(data, 'strategies', 'evil.json'), content)
  return definitionsIn([resources, data])
}

/** What is read of a file besides the bundled pools, and why it is not. */
async function outcomeOf(content: string) {
  const { stored, broken } = await folderWith(content).strategies.list()
  return {
    own: stored.filter(({ own }) => own).map(({ definition }) => definition),
    reasons: broken.map(({ reason }) => reason)
  }
}

describe('a definition from anywhere', () => {
  it.each([
    [
      'huge',
      JSON.stringify({ ...OWN, description: 'x'.repeat(2 << 20) }),
      /larger than definitions/
    ],
    ['long in one text', JSON.stringify({ ...OWN, description: 'x'.repeat(9000) }), /description/],
    ['nested', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /is not valid/],
    [
      'nested in a field',
      `{"id":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      /is not valid/
    ],
    [
      'of many strategies',
      JSON.stringify({ ...OWN, strategies: Array(5000).fill({}) }),
      /strategies/
    ],
    ['a number', '1e999', /is not valid/],
    ['made of zero bytes', '\0'.repeat(1000), /is not JSON/],
    ['with a path for a name', JSON.stringify({ ...OWN, id: '../../escaped' }), /id/],
    ['with a line break in its id', JSON.stringify({ ...OWN, id: 'a\nb' }), /id/]
  ])('that is %s is one sentence, beside all others', async (_, content, reason) => {
    const { own, reasons } = await outcomeOf(content)
    expect(own).toEqual([])
    expect(reasons).toEqual([expect.stringMatching(reason)])
    expect(reasons[0]!.length).toBeLessThan(1000)
  })

  it('changes nothing by the names of its fields', async () => {
    const content = JSON.stringify(OWN).replace(
      '{',
      '{"__proto__":{"own":true,"polluted":1},"constructor":{"prototype":{"polluted":1}},'
    )
    const { own } = await outcomeOf(content)
    expect(own).toHaveLength(1)
    expect(own[0]).toMatchObject({ strategies: OWN.strategies })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('puts in the place of a placeholder what it stands for, and nothing else', () => {
    const solve = { ...PROFILE.solve, plain: '{problem} {constructor} {toString} {__proto__}' }
    const profile = {
      ...PROFILE,
      solve,
      select: { ...PROFILE.select, option: '{letter} {valueOf}' }
    }
    expect(solvePrompt(profile, '{hint}', null).user).toBe(
      '{hint} {constructor} {toString} {__proto__}'
    )
    expect(selectPrompt(profile, '1', POOL.strategies, 3).user).toContain('A {valueOf}')
  })

  it('cannot repeat a problem without end', async () => {
    const data = temporaryFolder()
    mkdirSync(join(data, 'prompts'))
    const solve = { ...PROFILE.solve, plain: '{problem}'.repeat(41) }
    writeFileSync(
      join(data, 'prompts', 'mine.json'),
      JSON.stringify({ ...PROFILE, id: 'mine', solve })
    )
    const definitions = definitionsIn([resources, data])
    await expect(definitions.promptProfile('mine')).rejects.toThrow(/at most 40 placeholders/)
  })

  it.each(['con', 'prn', 'aux', 'nul', 'com1', 'lpt9'])(
    'is not kept under the name %s, which Windows keeps for a device',
    async (id) => {
      const data = temporaryFolder()
      const { strategies } = definitionsIn([resources, data])
      await expect(strategies.save({ ...OWN, id })).rejects.toThrow(/for a device/)
      expect(existsSync(join(data, 'strategies'))).toBe(false)
      await strategies.save({ ...OWN, id: `${id}-` })
      expect(readdirSync(join(data, 'strategies'))).toEqual([`${id}-.json`])
    }
  )

  it('whose short name is longer than a file name is refused in words', async () => {
    const { strategies } = definitionsIn([resources, temporaryFolder()])
    const long = { ...OWN, id: 'x'.repeat(300) }
    await expect(strategies.save(long)).rejects.toThrow(UserError)
  })
})
