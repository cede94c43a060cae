import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownAnswerFlag, readProblem } from '../../../../src/main/doors/terminal/problem-text.ts'

const TEXT = 'Zoé has 12 pears and eats 5. How many are left?'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-problem-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function fileOf(content: Buffer | string): string {
  const path = join(folder, 'problem.txt')
  writeFileSync(path, content)
  return path
}

describe('a problem from a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 little-endian, as PowerShell writes it', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le')],
    ['Latin-1', Buffer.from(TEXT, 'latin1')]
  ])('is read as %s', async (_, bytes) => {
    expect(await readProblem(undefined, fileOf(bytes))).toBe(TEXT)
  })

  it('is refused where it is no text', async () => {
    const bytes = Buffer.from([0x57, 0x68, 0x00, 0x80, 0xff, 0x00, 0x00, 0x01, 0xfe, 0x91])
    await expect(readProblem(undefined, fileOf(bytes))).rejects.toThrow('no text')
    await expect(readProblem(undefined, fileOf('1 +\0 1'))).rejects.toThrow('zero bytes')
  })

  it('is refused where it is too large, with what to do', async () => {
    const found = readProblem(undefined, fileOf(`${TEXT}\n`.repeat(30_000)))
    await expect(found).rejects.toThrow('larger than 1 MB')
  })

  it.each(['', ' \n\t', '\u200b\u200c\ufeff', '\u00a0\u2003\u2800', '\u0007\u001b'])(
    'is empty where nothing of it can be seen: %j',
    async (text) => {
      await expect(readProblem(undefined, fileOf(text))).rejects.toThrow('The problem is empty.')
      await expect(readProblem(text, undefined)).rejects.toThrow('The problem is empty.')
    }
  )
})

describe('a known answer', () => {
  it('is taken without what surrounds it', () => {
    expect(knownAnswerFlag(' 3/4\n')).toBe('3/4')
  })

  it('is refused where there is none, or far too much', () => {
    for (const empty of ['', ' \t', '\u200b']) expect(() => knownAnswerFlag(empty)).toThrow('empty')
    expect(() => knownAnswerFlag('7'.repeat(10_001))).toThrow('at most 10000')
  })
})
