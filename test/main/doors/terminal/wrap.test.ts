import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import { ellipsis, pad, visibleWidth, wrap } from '../../../../src/main/doors/terminal/wrap.ts'

it('breaks at spaces where there are some, and within words where there are none', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  expect(wrap('first\nsecond', 20)).toEqual(['first', 'second'])
})

it('never makes a line too wide and never loses a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width)
      for (const line of lines) expect(visibleWidth(line)).toBeLessThanOrEqual(width)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
    { seed: 7 }
  )
})

it('counts neither colours nor combining marks, and wide characters twice', () => {
  expect(visibleWidth('\u001b[31mred\u001b[39m')).toBe(3)
  expect(visibleWidth('e\u0301')).toBe(1)
  expect(visibleWidth('数学')).toBe(4)
  expect(pad('数', 4)).toBe('数  ')
})

it('cuts to one line', () => {
  expect(ellipsis('one\ntwo three', 8)).toBe('one two…')
  expect(ellipsis('short', 8)).toBe('short')
})

it.each([
  ['an emoji of several', '👩‍👩‍👧', 2],
  ['a flag', '🇩🇪', 2],
  ['a rare character', '𠮷', 2],
  ['a letter that shows nothing', '\u200b', 0],
  ['what will be shown in its place', '\u0007', 1]
])('counts the columns of %s', (_, text, columns) => {
  expect(visibleWidth(text)).toBe(columns)
})

it('takes no letter apart', () => {
  expect(wrap('👩‍👩‍👧'.repeat(3), 4)).toEqual(['👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧'])
  expect(ellipsis('🇩🇪🇫🇷🇮🇹', 4)).toBe('🇩🇪…')
})

it('gives colours no room', () => {
  const style = createStyle(true)
  const text = `two words and ${style.good('three words×')} more`
  expect(wrap(text, 14)).toEqual(['two words and', style.good('three words×'), 'more'])
})
