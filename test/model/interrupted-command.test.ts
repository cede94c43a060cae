import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { serve, type FileServer } from '../main/models/download/file-server.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'

const COMMAND = fileURLToPath(new URL('../../bin/tandem.js', import.meta.url))

/** Sends the beginning of a file, and then nothing more. */
let server: FileServer
beforeAll(async () => {
  server = await serve((_request, response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': 1e9 }).write('GGUF'.repeat(1000))
  })
})
afterAll(() => server.close())

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-'))
  placeSpeed(join(folder, 'data'))
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

/** How far a command is: what it has printed on standard error, or which file of the data folder is there. */
type Phase = { readonly says: string } | { readonly has: string }

function isIn(phase: Phase, stderr: string): boolean {
  return 'says' in phase ? stderr.includes(phase.says) : existsSync(join(folder, 'data', phase.has))
}

// The store is opened before models are.
const OPENED = { has: 'tandem.db' }

test.each<[string, NodeJS.Signals, () => readonly string[], Phase]>([
  ['solve', 'SIGINT', () => ['solve', 'What is 12 + 30?'], OPENED],
  ['bench', 'SIGINT', () => ['bench', 'school', '--limit', '40', '--methods', 'ssr'], OPENED],
  ['calibrate', 'SIGTERM', () => ['calibrate', '--problems', '10'], { says: 'Loading the models' }],
  [
    'models download',
    'SIGTERM',
    () => ['models', 'download', `${server.url.href}m.gguf`],
    { has: 'models/m.gguf.part' }
  ]
])('%s that is stopped by %s says so, with 130', async (_, signal, args, phase) => {
  const { child, printed, ended } = start(args())
  while (!isIn(phase, printed.stderr)) await sleep(20)
  child.kill(signal)
  expect(await ended).toBe(130)
  expect(printed.stderr).toMatch(/stopped/i)
  expect(printed.stderr).not.toMatch(/error|SIG|failed/i)
  const left = readdirSync(join(folder, 'data'), { recursive: true })
  expect(left.filter((name) => /\.(lock|new|copy)$/.test(String(name)))).toEqual([])
})

test('a benchmark goes on where nobody reads standard error any more', async () => {
  const { child, printed, ended } = start([
    ...['bench', 'school', '--limit', '1', '--methods', 'baseline', '--seed', '1']
  ])
  child.stderr.once('data', () => child.stderr.destroy())
  expect(await ended).toBe(0)
  expect(printed.stdout).toMatch(/baseline/)
})
