import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSignInFile } from '../../scripts/sign-in-file.mjs'

const ADDRESS = 'http://127.0.0.1:4127/?token=abc_-123'
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-sign-in-'))
  file = join(folder, 'sign-in.html')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe.skipIf(process.platform === 'win32')('the file that signs a browser in', () => {
  it('can be read by its owner alone', () => {
    writeSignInFile(file, ADDRESS)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(`url=${ADDRESS}"`)
  })

  it('is new where a file that all can read lay in its place', () => {
    writeFileSync(file, 'older', { mode: 0o644 })
    writeSignInFile(file, ADDRESS)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not written through a link', () => {
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'of somebody else')
    symlinkSync(elsewhere, file)
    writeSignInFile(file, ADDRESS)
    expect(readFileSync(elsewhere, 'utf8')).toBe('of somebody else')
  })
})
