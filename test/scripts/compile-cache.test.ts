import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../helpers/run-setup.ts'
import { runTandem } from '../helpers/run-tandem.ts'

/** Runs a short command on a data folder of these rights; returns the folder for what was compiled. */
async function compiledAfter(mode: number, ...options: string[]): Promise<string> {
  const data = join(temporaryFolder(), 'data')
  mkdirSync(data)
  chmodSync(data, mode)
  const environment = { TANDEM_DATA: data, NODE_COMPILE_CACHE: '' }
  const { code, stderr } = await runTandem(['methods', ...options], { environment })
  expect([code, stderr]).toEqual([0, ''])
  return join(data, 'compiled')
}

describe('what Node makes of the program', () => {
  it('is kept in a data folder that is one’s own', async () => {
    const compiled = await compiledAfter(0o700)
    expect(statSync(compiled).mode & 0o077).toBe(0)
    const [version] = readdirSync(compiled)
    expect(readdirSync(join(compiled, version!)).length).toBeGreaterThan(100)
  })

  it.skipIf(process.platform === 'win32')(
    'is not kept where others can write, for it is run',
    async () => {
      expect(existsSync(await compiledAfter(0o777))).toBe(false)
    }
  )

  it('is not kept where a command names another folder', async () => {
    const other = join(temporaryFolder(), 'other')
    mkdirSync(other)
    expect(existsSync(await compiledAfter(0o700, '--data-dir', other))).toBe(false)
    expect(readdirSync(other)).toEqual([])
  })
})
