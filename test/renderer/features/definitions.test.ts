import { expect, it } from 'vitest'
import {
  errorsOf,
  freeId,
  readEscapes,
  writeEscapes
} from '../../../src/renderer/features/settings/definitions.ts'
import { strategyPoolSchema } from '../../../src/shared/strategy-pool.ts'

it('names what is wrong by its field', () => {
  const strategy = { id: 'a', name: '', description: 'one line', hint: '' }
  const pool = { id: 'mine', name: 'Mine', description: '', strategies: [strategy] }
  expect([...errorsOf(strategyPoolSchema, pool).keys()]).toEqual(['strategies.0.name'])
  expect(
    errorsOf(strategyPoolSchema, { ...pool, strategies: [{ ...strategy, name: 'A' }] }).size
  ).toBe(0)
})

it('finds a short name that nothing has', () => {
  expect(freeId('school', new Set(['school']))).toBe('school-2')
  expect(freeId('school-2', new Set(['school', 'school-2', 'school-3']))).toBe('school-4')
})

it('writes line breaks so that they can be seen, and reads them back', () => {
  for (const text of ['\n\n', 'a\\nb', '\t\\', '\\\\n']) {
    expect(readEscapes(writeEscapes(text))).toBe(text)
  }
  expect(writeEscapes('\n\n')).toBe('\\n\\n')
})
