import { expect, test } from 'vitest'
import type { Judgement } from '../../../src/core/answers/judge.ts'
import { agreementByTier, agreementTable } from '../../../src/main/grading/agreement.ts'
import type { GradingLine } from '../../../src/main/grading/grading-line.ts'

function line(tier: string, expected: boolean | string | null | undefined): GradingLine {
  return { gold: '1', pred: '1', kind: 'equiv', mode: 'grade', tier, expected }
}

function judgement(equality: Judgement['equality']): Judgement {
  return { equality, reason: '', extracted: null, rule: null }
}

const lines = [
  line('core', true),
  line('core', true),
  line('core', false),
  line('core', false),
  line('easy', 'text'),
  line('easy', undefined)
]
const judgements = (
  ['equal', 'undecidable', 'equal', 'undecidable', 'equal', 'different'] as const
).map(judgement)

test('undecidable is never right where equality was expected', () => {
  expect(agreementByTier(lines, judgements)).toEqual([
    {
      kind: 'equiv',
      tier: 'core',
      lines: 4,
      right: 2,
      falseRight: 1,
      falseWrong: 1,
      undecidable: 2
    },
    {
      kind: 'equiv',
      tier: 'easy',
      lines: 1,
      right: 1,
      falseRight: 0,
      falseWrong: 0,
      undecidable: 0
    }
  ])
})

test('prints a table that lines up', () => {
  const [head, core, easy] = agreementTable(agreementByTier(lines, judgements)).split('\n')
  expect(head).toMatch(/^kind +tier +lines +right +false right +false wrong +undecidable$/)
  expect(core).toMatch(/^equiv +core +4 +2 +50\.0 % +1 +1 +2$/)
  expect(easy).toHaveLength(core?.length ?? 0)
})
