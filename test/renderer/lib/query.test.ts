import { expect, it } from 'vitest'
import {
  flag,
  oneOf,
  type QueryFields,
  readQuery,
  someOf,
  typedText,
  wholeNumberIn,
  writeQuery
} from '../../../src/renderer/lib/query.ts'

interface View {
  text: string
  deleted: boolean
  paths: number
  sort: 'name' | 'size'
  kinds: readonly ('a' | 'b' | 'c')[]
}
const FIELDS: QueryFields<View> = {
  text: typedText(10),
  deleted: flag,
  paths: wholeNumberIn(3, { min: 1, max: 26 }),
  sort: oneOf(['name', 'size'], 'name'),
  kinds: someOf(['a', 'b', 'c'], ['a', 'b'])
}
const USUAL: View = { text: '', deleted: false, paths: 3, sort: 'name', kinds: ['a', 'b'] }

it('finds again what it wrote, and writes nothing of what holds anyway', () => {
  expect(writeQuery(FIELDS, USUAL)).toEqual({})
  expect(readQuery(FIELDS, {})).toEqual({ values: USUAL, ignored: [] })
  const other: View = { text: '3 + 4 & x?', deleted: true, paths: 26, sort: 'size', kinds: [] }
  const query = writeQuery(FIELDS, other)
  const through = Object.fromEntries(new URLSearchParams(new URLSearchParams(query).toString()))
  expect(readQuery(FIELDS, through)).toEqual({ values: other, ignored: [] })
})

it.each([
  ['paths', '0'],
  ['paths', '27'],
  ['paths', '3.5'],
  ['paths', '-1'],
  ['paths', ''],
  ['sort', 'SIZE'],
  ['deleted', 'yes'],
  ['kinds', 'a,d'],
  ['colour', 'red'],
  ['constructor', 'x']
])('ignores %s=%s, names it, and keeps the rest', (name, text) => {
  const { values, ignored } = readQuery(FIELDS, { text: 'kept', [name]: text })
  expect(values).toEqual({ ...USUAL, text: 'kept' })
  expect(ignored).toEqual([`${name}=${text}`])
})

it('takes no longer text than a screen can look for', () => {
  expect(readQuery(FIELDS, { text: 'x'.repeat(50) }).values.text).toBe('x'.repeat(10))
})
