import { expect, test } from 'vitest'
import { ratioText } from '../../src/shared/ratio-text.ts'

test.each([
  [4.14, '4.1×'],
  [83.08, '83×'],
  [9.96, '10×'],
  [1, '1.00×'],
  [1.254, '1.25×'],
  [1.997, '2.0×'],
  [0.996, '1.00×'],
  [0.35, '−65\u202f%'],
  [0, '−100\u202f%'],
  [null, '–']
])('%s of the baseline reads %s', (ratio, text) => {
  expect(ratioText(ratio)).toBe(text)
})

test('what is not known is said in the words of the place', () => {
  expect(ratioText(null, 'unknown')).toBe('unknown')
})
