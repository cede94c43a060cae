import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Task, judge } from '../../../src/core/answers/judge.ts'

type Case = Task & { readonly theme: string; readonly equal: boolean }

const file = new URL('../../fixtures/answers/kinds.jsonl', import.meta.url)
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

/** What people report of graders, in inputs of our own: half of it is what must not be called right. */
describe.each([...new Set(cases.map(({ theme }) => theme))])('%s', (theme) => {
  test.each(
    cases
      .filter((one) => one.theme === theme)
      .map((one) => [one.gold, one.equal ? 'is answered by' : 'is not answered by', one.pred, one])
  )('%s %s %s', (_gold, _is, _pred, one) => {
    const { equality } = judge(one)
    if (one.equal) expect(equality).toBe('equal')
    else expect(equality).not.toBe('equal')
  })
})
