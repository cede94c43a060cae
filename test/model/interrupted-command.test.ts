import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const COMMAND = fileURLToPath(new URL('../../bin/tandem.js', import.meta.url))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, TANDEM_DATA: join(folder, 'data') }
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (printed.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (printed.stderr += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, printed, ended }
}

test.each([
  ['solve', ['solve', 'What is 12 + 30?']],
  ['bench', ['bench', 'school', '--limit', '40', '--methods', 'ssr']]
])('Ctrl-C before anything was computed stops %s: 130, and it says so', async (_, args) => {
  const { child, printed, ended } = start(args)
  // The store is opened before models are.
  while (!existsSync(join(folder, 'data', 'tandem.db'))) await sleep(20)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(printed.stderr).toMatch(/stopped/i)
  expect(printed.stderr).not.toMatch(/error|SIGINT|failed/i)
})

test('a benchmark goes on where nobody reads standard error any more', async () => {
  const { child, printed, ended } = start([
    ...['bench', 'school', '--limit', '1', '--methods', 'baseline', '--seed', '1']
  ])
  child.stderr.once('data', () => child.stderr.destroy())
  expect(await ended).toBe(0)
  expect(printed.stdout).toMatch(/baseline/)
})
