import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockPartial } from '../../../../src/main/models/download/download-lock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-lock-'))
  file = join(folder, 'model.gguf.part')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A lock as another process left it. */
function leave(content: string, secondsAgo: number): void {
  writeFileSync(`${file}.lock`, content)
  const then = new Date(Date.now() - secondsAgo * 1000)
  utimesSync(`${file}.lock`, then, then)
}

const ALIVE = process.ppid
const GONE = 4_194_999
const YEAR = 365 * 24 * 3600

it.each([
  ['a process that is there', `${ALIVE} ${hostname()}`, 0],
  ['one of an earlier version', `${ALIVE}`, 0],
  ['one that has not written its number yet', '', 0],
  ['one of another machine that was heard of a moment ago', `${GONE} elsewhere`, 5]
])('leaves a file to %s', (_, content, secondsAgo) => {
  leave(content, secondsAgo)
  expect(() => lockPartial(file)).toThrow('on its way already')
  expect(readdirSync(folder)).toEqual(['model.gguf.part.lock'])
})

it.each([
  ['a process that is gone', `${GONE} ${hostname()}`, 0],
  ['one of this number before it', `${process.pid} ${hostname()}`, 0],
  ['one before the machine started again', `${ALIVE} ${hostname()}`, 10 * YEAR],
  ['one that never wrote its number', '', 60],
  ['one of another machine that was not heard of for long', `${ALIVE} elsewhere`, 300],
  ['something else', 'nonsense', 0]
])('takes a file over from %s', (_, content, secondsAgo) => {
  leave(content, secondsAgo)
  const release = lockPartial(file)
  expect(() => lockPartial(file)).toThrow('on its way already')
  release()
  expect(readdirSync(folder)).toEqual([])
})
