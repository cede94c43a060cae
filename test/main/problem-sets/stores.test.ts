import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withBundledSets } from '../../../src/main/problem-sets/bundled-sets.ts'
import { setIdFor } from '../../../src/main/problem-sets/set-id.ts'
import { storedSets } from '../../../src/main/problem-sets/stored-sets.ts'
import { resourcesDirectory } from '../../../src/main/resources-directory.ts'
import type { ProblemSet } from '../../../src/shared/problem-set.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-sets-'))
})
afterEach(() => rm(folder, { recursive: true }))

function aSet(id: string, count = 2): ProblemSet {
  return {
    id,
    name: `Set ${id}`,
    description: 'Line one\nline two \u2028 "quoted"',
    source: 'a test',
    licence: 'MIT',
    problems: Array.from({ length: count }, (_, i) => ({
      id: `p${i}`,
      text: `${i}?`,
      answer: `${i}`
    }))
  }
}

describe('storedSets', () => {
  it('gives back what was put, also to a store opened later', async () => {
    const set = aSet('mine', 2500)
    await storedSets(join(folder, 'not', 'there')).put(set)
    expect(await storedSets(join(folder, 'not', 'there')).get('mine')).toEqual(set)
  })

  it('lists sets by name, and nothing before the first', async () => {
    const store = storedSets(join(folder, 'sets'))
    expect(await store.list()).toEqual([])
    await store.put(aSet('zeta'))
    await store.put(aSet('alpha', 3))
    const { problems: _, ...info } = aSet('alpha')
    expect(await store.list()).toEqual([
      { ...info, count: 3, bundled: false },
      expect.objectContaining({ id: 'zeta', count: 2 })
    ])
  })

  it('replaces a set whole and leaves no other file', async () => {
    const store = storedSets(folder)
    await store.put(aSet('mine', 9))
    await store.put(aSet('mine', 1))
    expect((await store.get('mine'))!.problems).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['mine.jsonl'])
  })

  it('refuses a set with two problems of one id and keeps the old one', async () => {
    const store = storedSets(folder)
    await store.put(aSet('mine'))
    const [problem] = aSet('mine').problems
    const broken = { ...aSet('mine'), problems: [problem!, problem!] }
    await expect(store.put(broken)).rejects.toThrow(/used twice/)
    expect(await store.get('mine')).toEqual(aSet('mine'))
  })

  it('deletes, and says whether there was something to delete', async () => {
    const store = storedSets(folder)
    await store.put(aSet('mine'))
    expect(await store.delete('mine')).toBe(true)
    expect(await store.delete('mine')).toBe(false)
    expect(await store.get('mine')).toBeNull()
  })

  it('never leaves its folder', async () => {
    const store = storedSets(join(folder, 'sets'))
    await writeFile(join(folder, 'secret.jsonl'), 'x')
    expect(await store.get('../secret')).toBeNull()
    expect(await store.delete('../secret')).toBe(false)
    await expect(store.put(aSet('../secret'))).rejects.toThrow()
    expect(await readFile(join(folder, 'secret.jsonl'), 'utf8')).toBe('x')
  })

  it('says which file is damaged, and where', async () => {
    const store = storedSets(folder)
    await store.put(aSet('mine', 3))
    const path = join(folder, 'mine.jsonl')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, -10))
    await expect(store.get('mine')).rejects.toThrow(`${path} is damaged at line 4`)
    await writeFile(path, text.split('\n').slice(0, 3).join('\n'))
    await expect(store.get('mine')).rejects.toThrow('is damaged at line 3')
    await writeFile(path, '')
    await expect(store.list()).rejects.toThrow('is damaged at line 1')
  })
})

describe('withBundledSets', () => {
  const store = () =>
    withBundledSets(storedSets(folder), join(resourcesDirectory(), 'problem-sets'))

  it('lists the bundled sets beside the stored ones', async () => {
    await store().put(aSet('mine'))
    const list = await store().list()
    expect(list.find(({ id }) => id === 'school')).toMatchObject({ count: 500, bundled: true })
    expect(list.find(({ id }) => id === 'mine')).toMatchObject({ count: 2, bundled: false })
  })

  it('reads every bundled set, each with its info beside it', async () => {
    const files = await readdir(join(resourcesDirectory(), 'problem-sets'))
    const ids = files.filter((name) => name.endsWith('.jsonl')).map((name) => name.slice(0, -6))
    for (const id of ids) {
      const set = await store().get(id)
      expect(set?.id).toBe(id)
      expect(set?.problems.every(({ answer }) => answer !== undefined)).toBe(true)
    }
  })

  it('neither replaces nor deletes a bundled set', async () => {
    await expect(store().put(aSet('school'))).rejects.toThrow(/stays as it is/)
    await expect(store().delete('school')).rejects.toThrow(/stays as it is/)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('setIdFor', () => {
  it('makes a file name of any name', () => {
    expect(setIdFor('AIME 2024 (I & II)')).toBe('aime-2024-i-ii')
    expect(setIdFor('Übungen')).toBe('ubungen')
    expect(setIdFor('../../etc/passwd')).toBe('etc-passwd')
    expect(setIdFor('数学')).toBe('set')
    expect(setIdFor(`${'a'.repeat(63)} b`)).toBe('a'.repeat(63))
  })
})
