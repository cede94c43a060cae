import { expect, test } from 'vitest'
import { problemTexts, recentAttempts } from '../../../src/main/store/census.ts'
import { fillStore } from '../../helpers/fill-store.ts'
import { temporaryStore } from '../../helpers/run-setup.ts'

test('every problem is known, however long ago it was asked', () => {
  const { database } = temporaryStore()
  fillStore(database, 80 * 4 * 18, 80)
  const recent = new Set(recentAttempts(database, 50).map(({ problem }) => problem))
  const all = [...problemTexts(database)]
  expect(recent.size).toBeLessThan(50)
  expect(all).toHaveLength(80)
  expect(all).toContain('Problem 0 asks for a number')
  expect(recent).not.toContain('Problem 0 asks for a number')
})
