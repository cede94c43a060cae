import { expect, it } from 'vitest'
import { duration } from '../../../../src/main/doors/terminal/figures.ts'

it.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [119_600, '2 min 0 s'],
  [3_599_700, '1 h 0 min'],
  [5_400_000, '1 h 30 min']
])('says %d ms as %s, and never sixty of anything', (ms, text) => {
  expect(duration(ms)).toBe(text)
})
