import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withBundledSets } from '../../../src/main/problem-sets/bundled-sets.ts'
import { setIdFor } from '../../../src/main/problem-sets/set-id.ts'
import { resourcesDirectory } from '../../../src/main/resources-directory.ts'
import type { ProblemSetStore } from '../../../src/main/problem-sets/problem-set-store.ts'
import type { ProblemSet } from '../../../src/shared/problem-set.ts'
import { temporarySets } from '../../helpers/temporary-sets.ts'

let folder: string
let own: ProblemSetStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-sets-'))
  own = temporarySets(folder)
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

describe('withBundledSets', () => {
  const store = () => withBundledSets(own, join(resourcesDirectory(), 'problem-sets'))

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
    expect(await own.list()).toEqual([])
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
