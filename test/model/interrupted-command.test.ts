import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { IN_DATA } from '../../src/main/data-directory.ts'
import { backUp } from '../../src/main/store/backups/back-up.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { serve, type FileServer } from '../main/models/download/file-server.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'

const STOPPED_AT = fileURLToPath(new URL('../helpers/stopped-at.mjs', import.meta.url))
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

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, ...environment, TANDEM_DATA: join(folder, 'data') }
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (printed.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (printed.stderr += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, printed, ended }
}

/** All files of a data folder by their names, but for logs, which are joined with a store that is looked at, and what Node keeps. */
function contentsOf(data: string): Record<string, string> {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile()
  )
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  const own = paths.filter(
    (path) => !path.includes(IN_DATA.compiled) && !/-(?:wal|shm)$/.test(path)
  )
  return Object.fromEntries(
    own.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')])
  )
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

test.each([
  // While it looks into the files of the pair.
  ['advise', 'child_process.fork', ['advise', '--pair', 'tandem-school']],
  // While it copies the backup.
  ['restore', 'fs.createReadStream', ['restore', 'latest']]
])('%s that is stopped says so, with 130, and leaves all as it was', async (_, at, args) => {
  const data = join(folder, 'data')
  const store = join(data, 'tandem.db')
  openDatabase(store, new Date()).database.close()
  await backUp(store, new Date(), 'by-hand')
  const before = contentsOf(data)
  const { printed, ended } = start(args, {
    NODE_OPTIONS: `--import ${STOPPED_AT}`,
    TANDEM_TEST_STOP_AT: at
  })
  expect([await ended, printed]).toEqual([130, { stdout: '', stderr: 'Stopped.\n' }])
  expect(contentsOf(data)).toEqual(before)
})

test('a benchmark goes on where nobody reads standard error any more', async () => {
  const { child, printed, ended } = start([
    ...['bench', 'school', '--limit', '1', '--methods', 'baseline', '--seed', '1']
  ])
  child.stderr.once('data', () => child.stderr.destroy())
  expect(await ended).toBe(0)
  expect(printed.stdout).toMatch(/baseline/)
})
