import { expect, it } from 'vitest'
import { jsonText } from '../../../../src/main/doors/terminal/print.ts'
import { terminalSafe } from '../../../../src/main/doors/terminal/safe-output.ts'

it('is the same JSON behind the filter of a terminal', () => {
  const value = { text: 'a\u0085b \u009b2J \u202e28 \u001b[2J\u007f', '\u0090': ['数', '\r\n\t'] }
  for (const indent of [undefined, 2]) {
    expect(JSON.parse(terminalSafe(jsonText(value, indent)))).toEqual(value)
  }
})
