import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createApplication } from '../../src/main/application.ts'
import { createPageDoor } from '../../src/main/doors/rpc/page-door.ts'
import { checkIntegrity } from '../../src/main/store/maintenance.ts'
import { readAttempt } from '../../src/main/store/tables/attempts.ts'
import type { AppStatus } from '../../src/shared/contract/app.ts'
import type { RunDetail } from '../../src/shared/contract/benchmark.ts'
import type { AttemptSnapshot, RunEntry } from '../../src/shared/contract/runs.ts'
import type { SolveSetup } from '../../src/shared/contract/solve.ts'
import type { Failure } from '../../src/shared/failure.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'
import { fill, makeRoom } from '../helpers/full-store.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

const PATIENCE = { timeout: 60_000 }
const FULL = /^The disk that holds .* is full\..*Until then nothing is recorded\.$/s

/** The program as a window reaches it, its store with no more room whenever that is wanted. */
async function openWindow(data = temporaryFolder()) {
  placeSpeed(data)
  const application = createApplication({ door: 'test', dataFlag: data })
  const door = createPageDoor(application, 'window')
  let closing: Promise<readonly string[]> | undefined
  const close = () =>
    (closing ??= door.close().then(async (left) => {
      await application.close()
      return left
    }))
  onTestFinished(async () => {
    await close()
  })
  const { database, live } = application.runServices()
  async function call<T>(name: string, input?: unknown): Promise<T> {
    const result = await door.dispatch(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.failure.message}`)
    return result.value as T
  }
  async function refused(name: string, input?: unknown): Promise<Failure | null> {
    const result = await door.dispatch(name, input)
    return result.ok ? null : result.failure
  }
  const { pairs, defaults } = await call<SolveSetup>('solve.setup')
  const { id: pair, prompts, strategies } = pairs[0]!
  const chosen = {
    pair,
    prompts,
    strategies,
    options: { ...defaults, method: 'baseline', maxTokens: 120 }
  }
  return {
    database,
    live,
    call,
    refused,
    chosen,
    fill: () => fill(database),
    free: () => makeRoom(database),
    close,
    start: (measureBaseline = false) =>
      call<{ run: string; attempt: number }>('solve.start', {
        ...chosen,
        options: { ...chosen.options, method: measureBaseline ? 'ssr' : 'baseline', paths: 2 },
        measureBaseline,
        problem: 'A tray holds 3 cups and 4 jars. How many things does it hold?',
        answer: '7'
      }),
    ended: async (run: string): Promise<AttemptSnapshot> => {
      await expect
        .poll(async () => (await call<RunEntry>('runs.read', { run })).status, PATIENCE)
        .toBe('finished')
      const { single } = await call<RunEntry>('runs.read', { run })
      return call('attempts.open', { run, attempt: single!.attempt })
    }
  }
}

const annotation = { starred: true, note: 'seen', tags: { add: ['later'], remove: [] } }

const LIST = { search: '', tag: null, starred: false, deleted: false }

it('ends a solve that had begun in a window when the disk fills, shows it whole, and says that it is not recorded', async () => {
  const window = await openWindow()
  const { call, live, database } = window
  const before = await window.start()
  const recorded = await window.ended(before.run)
  expect(recorded.unrecorded).toBeNull()

  live.once('batch', window.fill)
  const { run } = await window.start(true)
  const shown = await window.ended(run)
  expect(shown).toMatchObject({ run, method: 'ssr', status: 'done', more: false })
  expect(shown.unrecorded).toMatch(FULL)
  expect(shown.verdict).toMatch(/^(right|wrong)$/)
  expect(shown.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['started', 'voted', 'finished'])
  )
  expect(shown.others).toHaveLength(1)
  const list = await call<RunEntry[]>('runs.list', LIST)
  expect(list.map(({ id, status }) => [id, status])).toEqual([
    [run, 'finished'],
    [before.run, 'finished']
  ])

  // It can still be noted on and taken away; what is recorded cannot be changed for now.
  await call('runs.annotate', { run, ...annotation })
  const change = { ...annotation, run: before.run, note: 'x'.repeat(9000) }
  expect(await window.refused('runs.annotate', change)).toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/ is full\./) as string
  })
  const { text } = await call<{ text: string }>('runs.export', {
    run,
    format: 'json',
    language: 'en'
  })
  expect(JSON.parse(text)).toMatchObject({ eval: { run_id: run }, tandem: { tags: ['later'] } })
  expect(checkIntegrity(database)).toEqual([])

  const other = await window.start()
  const held = await window.ended(other.run)
  expect(held.unrecorded).toMatch(FULL)
  expect((await call<RunEntry[]>('runs.list', LIST)).map(({ id }) => id)).toEqual([
    other.run,
    run,
    before.run
  ])
  const { unrecorded } = await call<AppStatus>('app.status')
  expect(unrecorded).toEqual([
    { run: other.run, reason: expect.stringMatching(/ is full\.$/) as string },
    { run, reason: expect.stringMatching(/ is full\.$/) as string }
  ])
  expect(await window.refused('runs.record')).toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/ is full\./) as string
  })
  const wish = { run: other.run, attempt: other.attempt, path: 0, step: 0, change: 'target' }
  expect(await window.refused('attempts.fork', wish)).toMatchObject({
    message: 'This run is not recorded yet, and nothing can go on from it.'
  })

  // The end of the next one finds that there is room: what was held is recorded with it.
  window.free()
  const after = await window.start()
  expect((await window.ended(after.run)).unrecorded).toBeNull()
  await expect
    .poll(async () => (await call<AppStatus>('app.status')).unrecorded, PATIENCE)
    .toEqual([])
  expect(checkIntegrity(database)).toEqual([])
  // What the page knows them by is still right, also where others have these numbers in the store by now.
  for (const [known, seen] of [
    [{ run, attempt: shown.attempt }, shown],
    [other, held]
  ] as const) {
    const { attempt, others, ...recorded } = await call<AttemptSnapshot>('attempts.open', known)
    const { attempt: _, others: beside, ...earlier } = seen
    expect(recorded).toEqual({ ...earlier, unrecorded: null })
    expect(readAttempt(database, attempt)!.status).toBe('done')
    expect(others).toHaveLength(beside.length)
  }
  expect(await call<RunEntry[]>('runs.list', { ...LIST, tag: 'later' })).toMatchObject([
    { id: run, note: 'seen', starred: true, status: 'finished' }
  ])
})

it('leaves a run in a file when the window is closed while the disk is full, and records it at the next start', async () => {
  const data = temporaryFolder()
  const window = await openWindow(data)
  const { run: before } = await window.start()
  await window.ended(before)
  window.live.once('batch', window.fill)
  const { run } = await window.start(true)
  const shown = await window.ended(run)
  expect(shown.unrecorded).toMatch(FULL)
  const said = vi.spyOn(console, 'error').mockReturnValue()
  const left = await window.close()
  expect(left).toEqual([expect.stringMatching(`^The run ${run} is not recorded.* It was left in `)])
  expect(said.mock.calls).toEqual([left])
  said.mockRestore()

  const next = await openWindow(data)
  expect((await next.call<AppStatus>('app.status')).unrecorded).toEqual([])
  const list = await next.call<RunEntry[]>('runs.list', LIST)
  expect(list.map(({ id, status }) => [id, status])).toEqual([
    [run, 'finished'],
    [before, 'finished']
  ])
  expect((await next.ended(run)).events).toEqual(shown.events)
})

it('stops a benchmark when the disk fills, says so, and does the attempt again when there is room', async () => {
  const { call, live, fill, free, chosen, database } = await openWindow()
  live.once('batch', fill)
  const asked = { set: 'school', methods: ['ssr'], repeats: 1, sample: 2 }
  const { run } = await call<{ run: string }>('benchmarks.start', { ...chosen, ...asked })
  const failure = async () => (await call<RunDetail>('runs.detail', { run })).failure?.message
  await expect.poll(failure, PATIENCE).toMatch(/^The disk that holds .* is full\./)
  expect((await call<AppStatus>('app.status')).unrecorded).toEqual([])

  free()
  await call('benchmarks.resume', { run })
  const entry = () => call<RunEntry>('runs.read', { run })
  await expect.poll(async () => (await entry()).status, PATIENCE).toBe('finished')
  expect((await entry()).attempts).toEqual({ done: 2, failed: 0, total: 2 })
  expect(checkIntegrity(database)).toEqual([])
})

/** A disk of its own below the folder; null where this user may mount none. */
function smallDisk(): string | null {
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder])
  })
  return folder
}

it('says of everything that a window writes that the disk is full, and writes it when there is room', async (context) => {
  const disk = smallDisk()
  if (disk === null) return context.skip('This user may not mount a small disk.')
  const window = await openWindow(disk)
  const { call, refused, chosen } = window
  const { run } = await window.start()
  await window.ended(run)
  const { strategies: pools } = await call<SolveSetup>('solve.setup')
  const benchmark = { ...chosen, set: 'school', methods: ['baseline'], repeats: 1, sample: null }
  const writes: readonly (readonly [name: string, input: unknown])[] = [
    ['runs.annotate', { run, ...annotation, note: 'x'.repeat(9000) }],
    ['settings.write', await call('settings.read')],
    ['benchmarks.start', benchmark],
    [
      'sets.create',
      { name: 'Mine', description: 'x'.repeat(9000), problem: { id: '1', text: 'What is 1 + 1?' } }
    ],
    ['definitions.save-strategies', { ...pools[0]!, id: 'mine' }],
    ['runs.delete', { run }]
  ]
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
  for (const [name, input] of writes) {
    expect({ name, failure: await refused(name, input) }).toMatchObject({
      name,
      failure: { code: 'refused', message: expect.stringMatching(/ is full\./) as string }
    })
  }
  const unseen = await window.start()
  expect((await window.ended(unseen.run)).unrecorded).toMatch(FULL)
  rmSync(join(disk, 'filler'))
  await call('runs.record')
  expect((await window.ended(unseen.run)).unrecorded).toBeNull()
  for (const [name, input] of writes)
    expect({ name, failure: await refused(name, input) }).toEqual({ name, failure: null })
})
