import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import {
  guardOutput,
  terminalSafe,
  writeControl
} from '../../../../src/main/doors/terminal/safe-output.ts'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'

describe('what a terminal is shown', () => {
  it.each([
    ['a title', '\u001b]0;owned\u0007'],
    ['the clipboard', '\u001b]52;c;ZXZpbA==\u001b\\'],
    ['the cursor', 'a\u001b[5A\u001b[0Jb'],
    ['the line', 'done\rforged'],
    ['hidden text', '\u001b[8mhidden'],
    ['eight-bit sequences', '\u009b2J\u009d0;owned\u009c'],
    ['a bell and a backspace', 'a\u0007\b\u007f'],
    ['an escape at the end', 'a\u001b'],
    ['the order of digits', 'The answer is \u202e28'],
    ['the order of terms', 'It is \u20678 - 5\u2069 of \u202b3, 1\u202c'],
    ['the order of terms, by a mark', 'It is \u200f8 - 5, \u061c8 - 5, \u200e8 - 5']
  ])('cannot set %s', (_what, text) => {
    expect(terminalSafe(text)).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
    expect(terminalSafe(text)).toContain('\ufffd')
  })

  it('keeps lines, tabs, other writing and our own colours', () => {
    const style = createStyle(true)
    const text = `${style.bold('a')}\t${style.author('draft', 'b')}\r\n${style.bad('ç 中 🙂')}\n`
    expect(terminalSafe(text)).toBe(text)
  })

  it('goes through the same filter, whoever writes it', () => {
    const stream = new PassThrough() as unknown as NodeJS.WriteStream & PassThrough
    guardOutput(stream)
    stream.write('a\u001b[2Jb')
    writeControl(stream, '\u001b[K')
    stream.write(Buffer.from('c'))
    expect(String(stream.read())).toBe('a\ufffd[2Jb\u001b[Kc')
  })
})
