import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import { UPLOAD_PART, type ReadingProgress } from '../../../src/shared/contract/sets.ts'
import type { ImportPreview } from '../../../src/shared/problem-set.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

/** A number that no process has. */
const GONE = 2 ** 30

function openDoor(data = temporaryFolder()) {
  const application = createApplication({ door: 'test', dataFlag: data })
  const pages = createPageDoor(application, 'web')
  const told: ReadingProgress[] = []
  pages.connect((name, payload) => {
    if (name === 'uploads.progress') told.push(payload as ReadingProgress)
  })
  const close = async () => {
    await pages.close()
    await application.close()
  }
  onTestFinished(close)

  async function call(name: string, input?: unknown): Promise<unknown> {
    const result = await pages.dispatch(name, input)
    if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`)
    return result.value
  }
  async function send(text: string, name = 'file.jsonl'): Promise<string> {
    const bytes = Buffer.from(text)
    const { upload } = (await call('uploads.begin', { name, bytes: bytes.length })) as {
      upload: string
    }
    for (let from = 0; from < bytes.length; from += UPLOAD_PART) {
      const content = bytes.subarray(from, from + UPLOAD_PART).toString('base64')
      await call('uploads.part', { upload, from, content })
    }
    return upload
  }
  const preview = (upload: string, choices: object = {}) =>
    call('sets.preview', { upload, ...GUESS, ...choices }) as Promise<ImportPreview>
  const take = (upload: string, title: string, ungraded = false) =>
    call('sets.import', { upload, ...GUESS, title, ungraded })
  const titles = async () =>
    ((await call('sets.list')) as { name: string; bundled: boolean }[])
      .filter(({ bundled }) => !bundled)
      .map(({ name }) => name)
  const uploads = () => readdirSync(join(data, 'uploads'))
  return { call, send, preview, take, titles, uploads, told, data, close }
}

const GUESS = { mapping: {}, answerKind: null, several: null }

const line = (record: object) => `${JSON.stringify(record)}\n`

test('a file is sent once in parts, looked at with other choices, and stored', async () => {
  const door = openDoor()
  const long = 'so it is '.repeat(UPLOAD_PART / 4)
  const upload = await door.send(
    line({ problem: 'Roots?', answer: ['1', '2'], solution: long }) +
      line({ problem: 'More?', answer: ['3', '4'] })
  )
  const [file] = door.uploads()
  expect(statSync(join(door.data, 'uploads', file!)).size).toBeGreaterThan(2 * UPLOAD_PART)
  if (process.platform !== 'win32') {
    expect(statSync(join(door.data, 'uploads', file!)).mode & 0o077).toBe(0)
  }
  expect((await door.preview(upload)).first[0]?.answer).toBe('1, 2')
  const other = await door.preview(upload, { several: 'any', answerKind: 'text' })
  expect(other.first[0]?.answer).toBe('1')
  expect(other.kinds).toEqual([{ name: 'text', title: 'Text', count: 2 }])

  expect(await door.take(upload, 'Mine')).toEqual({ id: 'mine' })
  expect(await door.titles()).toEqual(['Mine'])
  expect(door.uploads()).toEqual([])
  await expect(door.preview(upload)).rejects.toThrow('This file is gone.')
})

test('the kinds of answers to choose from are those of the terminal', async () => {
  const kinds = (await openDoor().call('sets.kinds')) as { name: string }[]
  expect(kinds.map(({ name }) => name)).toContain('yes-no')
})

test('what can hardly be graded is stored only where the person says so', async () => {
  const door = openDoor()
  const upload = await door.send(line({ problem: 'Why?' }) + line({ problem: 'Who?' }))
  expect((await door.preview(upload)).alarm).toContain('Only 0 of 2 problems can be graded')
  await expect(door.take(upload, 'Open')).rejects.toThrow('Nothing was stored.')
  expect(await door.titles()).toEqual([])
  await door.take(upload, 'Open', true)
  expect(await door.titles()).toEqual(['Open'])
})

test('stopping ends the reading at once and deletes the file', async () => {
  const door = openDoor()
  const upload = await door.send(line({ problem: 'How many?', answer: 1 }).repeat(100_000))
  const reading = door.preview(upload)
  const refused = expect(reading).rejects.toThrow('was stopped; nothing was stored')
  await vi.waitFor(() => expect(door.told.length).toBeGreaterThan(0), { timeout: 10_000 })
  expect(door.told[0]).toMatchObject({ upload })
  await door.call('uploads.discard', { upload })
  await refused
  expect(door.uploads()).toEqual([])
  expect(door.told.at(-1)!.share).toBeLessThan(1)
})

test('another choice stops the reading that it makes needless', async () => {
  const door = openDoor()
  const upload = await door.send(line({ problem: 'How many?', answer: 1 }).repeat(20_000))
  const first = expect(door.preview(upload)).rejects.toThrow('was stopped')
  const second = await door.preview(upload, { answerKind: 'number' })
  await first
  expect(second.count).toBe(20_000)
})

test('what does not arrive as it was sent is refused and leaves nothing', async () => {
  const door = openDoor()
  const content = Buffer.from('abc').toString('base64')
  const begin = async (bytes: number) =>
    ((await door.call('uploads.begin', { name: '../../x', bytes })) as { upload: string }).upload
  const late = await begin(6)
  await expect(door.preview(late)).rejects.toThrow('has not arrived yet')
  await expect(door.call('uploads.part', { upload: late, from: 3, content })).rejects.toThrow(
    'did not arrive as it was sent'
  )
  const long = await begin(2)
  await expect(door.call('uploads.part', { upload: long, from: 0, content })).rejects.toThrow(
    'did not arrive as it was sent'
  )
  const twice = await begin(6)
  const both = await Promise.allSettled(
    [0, 1].map(() => door.call('uploads.part', { upload: twice, from: 0, content }))
  )
  expect(both.map(({ status }) => status)).toContain('rejected')
  expect(door.uploads()).toEqual([])
  await expect(begin(2 ** 30 + 1)).rejects.toThrow('larger than 1 GB')
  const large = 'A'.repeat((UPLOAD_PART / 3) * 4 + 8)
  await expect(
    door.call('uploads.part', { upload: await begin(2 ** 20), from: 0, content: large })
  ).rejects.toThrow('bad-input')
})

test('pages that forget their files do not fill the disk', async () => {
  const door = openDoor()
  const [first] = await Promise.all([door.send('a'), door.send('b')])
  for (const text of ['c', 'd', 'e', 'f']) await door.send(text)
  expect(door.uploads()).toHaveLength(4)
  await expect(door.preview(first)).rejects.toThrow('This file is gone.')
})

test('nothing is left when the program closes, nor at the start after it was killed', async () => {
  const data = temporaryFolder()
  mkdirSync(join(data, 'uploads'))
  for (const owner of [GONE, process.ppid]) {
    writeFileSync(join(data, 'uploads', `${owner}-file`), 'x')
  }
  const door = openDoor(data)
  // The other one's program is still at work.
  expect(door.uploads()).toEqual([`${process.ppid}-file`])
  await door.send('half of a file')
  expect(door.uploads()).toHaveLength(2)
  await door.close()
  expect(door.uploads()).toEqual([`${process.ppid}-file`])
})

test('a deleted set comes back as it was', async () => {
  const door = openDoor()
  const { id } = (await door.take(
    await door.send(line({ problem: 'Two?', answer: 2 }), 'source.jsonl'),
    'Back'
  )) as { id: string }
  const before = await door.call('sets.read', { id, first: 0 })
  await door.call('sets.delete', { id })
  expect(await door.titles()).toEqual([])
  await door.call('sets.undelete', { id })
  expect(await door.call('sets.read', { id, first: 0 })).toEqual(before)
  await expect(door.call('sets.undelete', { id })).rejects.toThrow('can no longer be brought back')
})
