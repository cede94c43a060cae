import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import type { Result } from '../../../src/shared/rpc.ts'
import { writeRandomModel } from '../../helpers/random-gguf.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'
import { POOL, PROFILE } from '../../helpers/solve-job.ts'

const SECRET = 'the-secret-of-another-program'

/** What lies beside the data folder, and is none of a page's business. */
let outside: string
beforeEach(() => {
  outside = temporaryFolder()
  writeFileSync(join(outside, 'secret.txt'), SECRET)
  writeFileSync(join(outside, 'secret.json'), `{"id":"secret","name":"${SECRET}"`)
  writeFileSync(join(outside, 'secret.gguf'), `GGUF${SECRET}`.repeat(100))
  writeRandomModel(join(outside, 'model.gguf'), { name: 'Model' })
  symlinkSync(join(outside, 'circle'), join(outside, 'circle'))
  symlinkSync('secret.txt', join(outside, 'link.gguf'))
  mkdirSync(join(outside, 'folder.gguf'))
  writeFileSync(join(outside, 'sparse.gguf'), '')
  truncateSync(join(outside, 'sparse.gguf'), 2 ** 40)
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(outside, 'pipe.gguf')])
})

function openDoor() {
  const data = join(temporaryFolder(), 'data')
  mkdirSync(data)
  const application = createApplication({ door: 'test', dataFlag: data })
  const pages = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await pages.close()
    await application.close()
  })
  return { data, dispatch: pages.dispatch }
}

/** All that can be told of a folder: names, kinds, rights, contents. */
function pictureOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const found = lstatSync(path)
      if (found.isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`
      const small = found.isFile() && found.size < 2 ** 24
      const hash = small ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''
      return `${name} ${found.mode.toString(8)} ${found.size} ${hash}`
    })
}

/** It ended in words or in an answer, and neither is a fault of the program or tells what a file says. */
function expectHarmless(result: Result): void {
  if (!result.ok) {
    expect(result.failure).not.toMatchObject({ code: 'internal' })
    expect(result.failure.message).not.toMatch(/\bE[A-Z]{4,}\b|\bat .+:\d+|ERR_/)
  }
  expect(JSON.stringify(result)).not.toContain(SECRET)
}

const PATHS = (at: string): readonly string[] => [
  join(at, 'secret.txt'),
  join(at, 'secret.gguf'),
  join(at, 'link.gguf'),
  join(at, 'circle'),
  join(at, 'folder.gguf'),
  join(at, 'sparse.gguf'),
  join(at, 'none.gguf'),
  at,
  '/dev/zero',
  '/proc/self/environ',
  '..',
  '/',
  'a\0b.gguf',
  '\\\\server\\share\\model.gguf',
  'x'.repeat(5000)
]

test.each(['copy', 'hard-link', 'reference'] as const)(
  'a page that adds models by path (%s) reads nothing but models, and changes nothing where they lie',
  async (mode) => {
    const { data, dispatch } = openDoor()
    const before = pictureOf(outside)
    for (const path of PATHS(outside)) {
      const result = await dispatch('models.add', { path, mode })
      expectHarmless(result)
      expect(result.ok, path).toBe(false)
    }
    const added = await dispatch('models.add', { path: join(outside, 'model.gguf'), mode })
    expect(added.ok).toBe(true)
    const { models } = (added as { value: { models: { id: string; origin: string }[] } }).value
    const { id } = models.find(({ origin }) => origin === 'imported')!
    expectHarmless(await dispatch('models.remove', { id }))
    expect(pictureOf(outside)).toEqual(before)
    expect(readdirSync(data).includes('models') ? readdirSync(join(data, 'models')) : []).toEqual(
      []
    )
  },
  60_000
)

test.skipIf(process.platform === 'win32')(
  'a pipe that nobody writes to does not keep a page waiting',
  async () => {
    const { dispatch } = openDoor()
    const path = join(outside, 'pipe.gguf')
    const result = await dispatch('models.add', { path, mode: 'copy' })
    expect(result.ok).toBe(false)
    expectHarmless(result)
  }
)

test('a copy never goes through a link that lies where it belongs', async () => {
  const { data, dispatch } = openDoor()
  mkdirSync(join(data, 'models'))
  symlinkSync(join(outside, 'planted'), join(data, 'models', 'model.gguf'))
  const before = pictureOf(outside)
  const path = join(outside, 'model.gguf')
  const result = await dispatch('models.add', { path, mode: 'copy' })
  expect(result.ok).toBe(false)
  expectHarmless(result)
  expect(pictureOf(outside)).toEqual(before)
})

test('names, ids and addresses of a page lead to no file', async () => {
  const { data, dispatch } = openDoor()
  mkdirSync(join(data, 'strategies'))
  symlinkSync(join(outside, 'secret.json'), join(data, 'strategies', 'secret.json'))
  const before = pictureOf(outside)
  const away = '../../../../../../etc/passwd'
  const to = join(outside, 'secret')
  for (const id of [away, to, `${to}.json`, '..', '.', '/', 'a\0b', '__proto__', '']) {
    const calls: readonly (readonly [string, unknown])[] = [
      ['definitions.remove', { kind: 'prompts', id }],
      ['definitions.remove', { kind: 'strategies', id }],
      ['definitions.save-prompts', { ...PROFILE, id }],
      ['definitions.save-strategies', { ...POOL, id }],
      ['sets.read', { id, first: 0 }],
      ['sets.export', { id }],
      ['sets.delete', { id }],
      ['models.remove', { id }],
      ['models.verify', { id }],
      ['models.reveal', { id }],
      ['models.add-folder', { folder: `${to}.txt` }],
      ['pairs.remove', { id }],
      ['runs.read', { run: id }],
      ['runs.delete', { run: id }],
      ['downloads.start', { address: id, sha256: null }],
      ['downloads.start', { address: `file://${to}.txt`, sha256: null }],
      ['downloads.start', { address: `https://example.invalid/${away}`, sha256: null }],
      ['downloads.cancel', { id }],
      ['uploads.begin', { name: id, bytes: 1 }],
      ['uploads.discard', { upload: id }],
      ['solve.start', { pair: id, prompts: id, strategies: `${to}.json` }]
    ]
    for (const [name, input] of calls) expectHarmless(await dispatch(name, input))
  }
  expectHarmless(await dispatch('definitions.read', undefined))
  expectHarmless(await dispatch('diagnostics.make', { problems: false }))
  expect(pictureOf(outside)).toEqual(before)
})
