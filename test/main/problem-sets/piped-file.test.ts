import { execFileSync, spawn } from 'node:child_process'
import { closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withFile } from '../../../src/main/problem-sets/piped-file.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

/** What a shell leaves a program with for `<(...)`: a pipe that is open already, and that another process writes to. */
function pipedIn(text: string): string {
  const folder = temporaryFolder()
  const [pipe, file] = [join(folder, 'pipe'), join(folder, 'file')]
  writeFileSync(file, text)
  execFileSync('mkfifo', [pipe])
  const reading = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(reading))
  const writing = openSync(pipe, constants.O_WRONLY)
  spawn('cat', [file], { stdio: ['ignore', writing, 'inherit'] })
  closeSync(writing)
  return `/dev/fd/${reading}`
}

test.skipIf(process.platform === 'win32')(
  'what a shell pipes in is a file for as long as it is worked on',
  async () => {
    // More than a pipe holds: who writes waits until it is read.
    const text = 'problem,answer\n1 + 1,2\n'.repeat(20_000)
    let copy = ''
    const read = await withFile(pipedIn(text), undefined, (path) => {
      copy = path
      return Promise.resolve(readFileSync(path, 'utf8'))
    })
    expect(read === text).toBe(true)
    expect(copy).not.toMatch(/^\/dev\/fd/)
    expect(existsSync(copy)).toBe(false)
  }
)

test('a file is worked on where it lies', async () => {
  const path = join(temporaryFolder(), 'none')
  expect(await withFile(path, undefined, (given) => Promise.resolve(given))).toBe(path)
})
