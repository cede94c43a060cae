import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../../src/main/make-folder.ts'

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('makes a folder and those above it, once', () => {
  const path = join(temporary(), 'a', 'b', 'c')
  makeFolder(path)
  makeFolder(path)
  expect(statSync(path).isDirectory()).toBe(true)
})

test('says that a file is in the way', () => {
  const file = join(temporary(), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow('EEXIST')
  expect(() => makeFolder(join(file, 'below'))).toThrow('EEXIST')
})

test.runIf(process.platform === 'linux')('ends where the system takes no new folder', () => {
  expect(() => makeFolder('/proc/nowhere/data')).toThrow('ENOENT')
})
