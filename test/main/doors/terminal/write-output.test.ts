import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeOutput } from '../../../../src/main/doors/terminal/write-output.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-output-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('leaves what was there where it is cut off in the middle, and nothing beside it', async () => {
  const path = join(folder, 'run.json')
  writeFileSync(path, 'the run of yesterday')
  function* cutOff() {
    yield 'x'.repeat(100_000)
    throw new Error('the disk is full')
  }
  await expect(writeOutput(path, cutOff())).rejects.toThrow('the disk is full')
  expect(readFileSync(path, 'utf8')).toBe('the run of yesterday')
  expect(readdirSync(folder)).toEqual(['run.json'])
})

it('replaces a file where it is, with the rights that it has', async () => {
  const path = join(folder, 'kept elsewhere.json')
  writeFileSync(path, 'the run of yesterday')
  chmodSync(path, 0o640)
  symlinkSync(path, join(folder, 'link.json'))
  await writeOutput(join(folder, 'link.json'), ['the run', ' of today'])
  expect(readFileSync(path, 'utf8')).toBe('the run of today')
  expect(statSync(path).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder).sort()).toEqual(['kept elsewhere.json', 'link.json'])
})

it('writes into what is no file without replacing it', async () => {
  await writeOutput('/dev/null', ['nothing'])
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})

it('says what to do where it cannot write', async () => {
  const path = join(folder, 'not there', 'run.json')
  await expect(writeOutput(path, ['a run'])).rejects.toMatchObject({
    message: `The folder of ${path} is not there.`,
    hint: 'Make it first.'
  })
  await expect(writeOutput(folder, ['a run'])).rejects.toMatchObject({ code: 'EISDIR' })
})
