import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readToken, renewToken, tokenFile } from '../../../../src/main/doors/api/token.ts'
import { closeToOthers } from '../../../../src/main/private-files.ts'
import { temporaryFolder } from '../../../helpers/run-setup.ts'

describe('the token of the API', () => {
  it('is made once, kept for its owner alone, and the same from then on', () => {
    const data = join(temporaryFolder(), 'data')
    const { text } = readToken(data)
    expect(text).toMatch(/^[\w-]{43}$/)
    expect(statSync(tokenFile(data)).mode & 0o777).toBe(0o600)
    expect(readToken(data).text).toBe(text)
    expect(readToken(data).is(text)).toBe(true)
  })

  it('gives way to another where that is asked for', () => {
    const data = temporaryFolder()
    const before = readToken(data)
    const after = renewToken(data)
    expect(after.text).not.toBe(before.text)
    expect(readToken(data).is(before.text)).toBe(false)
    expect(readFileSync(tokenFile(data), 'utf8')).toBe(`${after.text}\n`)
  })

  it.each(['', 'short', `${'x'.repeat(40)}\nsecond line`])(
    'is not taken from a file that has %j in it',
    (content) => {
      const data = temporaryFolder()
      writeFileSync(tokenFile(data), content)
      expect(() => readToken(data)).toThrow(/no token/)
    }
  )

  it('is closed again where something left it open', () => {
    const data = temporaryFolder()
    readToken(data)
    chmodSync(tokenFile(data), 0o644)
    closeToOthers(data)
    expect(statSync(tokenFile(data)).mode & 0o777).toBe(0o600)
  })
})
