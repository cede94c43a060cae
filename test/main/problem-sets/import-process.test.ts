import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportError } from '../../../src/main/problem-sets/import-error.ts'
import { importProblems } from '../../../src/main/problem-sets/import-problems.ts'
import { ImportStopped } from '../../../src/main/problem-sets/reading-process.ts'
import { HOSTILE_IMPORTS } from '../../helpers/hostile-imports/corpus.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}

describe('a process of its own', () => {
  it('reads a file and tells how far it is', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, at) => `{"problem":"How many? ${at}","answer":${at}}\n`
    )
    const shares: number[] = []
    const { problems, mapping } = await importProblems(
      await fileOf(lines.join('')),
      {},
      {
        onProgress: ({ share }) => shares.push(share)
      }
    )
    expect(problems).toHaveLength(30_000)
    expect(problems[29_999]).toEqual({ id: '30000', text: 'How many? 29999', answer: '29999' })
    expect(mapping).toMatchObject({ problem: 'problem', answer: 'answer' })
    expect(shares.length).toBeGreaterThan(0)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
  })

  it('is ended when the person stops it', async () => {
    const lines = '{"problem":"How many?","answer":1}\n'.repeat(150_000)
    const controller = new AbortController()
    const importing = importProblems(
      await fileOf(lines),
      {},
      {
        signal: controller.signal,
        onProgress: () => controller.abort()
      }
    )
    await expect(importing).rejects.toThrow(ImportStopped)
  })

  it('refuses in the words of the reader', async () => {
    await expect(importProblems(await fileOf('{"problem":"A?"}\n{'))).rejects.toThrow(
      /^At line 2: /
    )
    await expect(importProblems(join(folder, 'nowhere'))).rejects.toThrow(/There is no file/)
  })

  it.each([
    ['ends with a code', 'process.exit(3)', /ended the process that read it \(exit code 3\)/],
    ['ends without a word', 'process.exit(0)', /ended the process that read it \(without a word\)/],
    ['is ended by the system', "process.kill(process.pid, 'SIGKILL')", /1\.5 GB of memory/],
    ['is interrupted', "process.kill(process.pid, 'SIGHUP')", /was stopped; nothing was stored/],
    ['asks for a text that is too long', "'x'.repeat(2 ** 30)", /1\.5 GB of memory/],
    [
      'takes all memory',
      'const a = []; for (;;) a.push(new Array(1e6).fill(1))',
      /1\.5 GB of memory/
    ]
  ])('that %s is a sentence', async (_, program, sentence) => {
    const entry = join(folder, 'deadly.mjs')
    await writeFile(entry, `process.once('message', () => { ${program} })`)
    await expect(importProblems(await fileOf('x'), {}, { entry })).rejects.toThrow(sentence)
  })
})

describe('packed files', () => {
  const text = 'problem,answer\nHow many?,7\n'
  it.each([
    ['gzip', gzipSync(text)],
    ['gzip of a Parquet file', null],
    ['zstd', zstdCompressSync(text)],
    ['zstd in two frames', Buffer.concat([zstdCompressSync(text), zstdCompressSync('And?,7\n')])]
  ])('are unpacked: %s', async (_, bytes) => {
    const parquet = fileURLToPath(new URL('fixtures/float-answers.snappy.parquet', import.meta.url))
    const { problems } = await importProblems(
      await fileOf(bytes ?? gzipSync(await readFile(parquet)))
    )
    expect(problems[0]!.answer).toBe(bytes === null ? '70' : '7')
  })
})

describe('hostile files', () => {
  it.each(HOSTILE_IMPORTS.filter(({ slow }) => slow !== true))(
    'are refused in a sentence: $name',
    async (hostile) => {
      const path = await fileOf(await hostile.bytes())
      const error: unknown = await importProblems(path).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ImportError)
      const { message } = error as ImportError
      expect(message.length).toBeLessThan(400)
      expect(message).not.toMatch(/\n\s+at /)
    }
  )
})
