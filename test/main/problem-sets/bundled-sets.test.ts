import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../src/core/answer-kinds/judge-answer.ts'
import { questionText } from '../../../src/core/answer-kinds/question-text.ts'
import { answerKindsOf, countGradable } from '../../../src/main/problem-sets/gradability.ts'
import { createImportNotes } from '../../../src/main/problem-sets/import-notes.ts'
import { readProblems } from '../../../src/main/problem-sets/read-problems.ts'
import { problemSchema } from '../../../src/shared/problem-set.ts'
import { strategyPoolSchema } from '../../../src/shared/strategy-pool.ts'

const resources = join(import.meta.dirname, '../../../resources')

/** Wrong answers, for each problem whose right one follows a pattern or is a record. */
const RIGHT: Readonly<Record<string, string>> = {
  'words-11': '2023-03-01',
  'words-12': 'beast'
}

describe.each([
  ['reasoning-choices', ['choice']],
  ['logic-yes-no', ['yes-no']],
  ['words-and-records', ['text', 'json', 'pattern']]
])('the bundled set %s', (id, kinds) => {
  const file = join(resources, 'problem-sets', `${id}.jsonl`)
  async function problems() {
    const lines = (await readFile(file, 'utf8')).trim().split('\n')
    return lines.map((line) => problemSchema.parse(JSON.parse(line)))
  }

  it('says what its answers are, and all of them can be graded', async () => {
    const set = await problems()
    expect(answerKindsOf(set).map(({ name }) => name)).toEqual(kinds)
    expect(countGradable(set, createImportNotes())).toBe(set.length)
  })

  it('tells its right answers from others', async () => {
    for (const { id, answer, answerKind, options, alternatives } of await problems()) {
      const task = {
        kind: 'equiv' as const,
        gold: answer!,
        answerKind,
        alternatives,
        ...(options && { choices: options })
      }
      expect([id, judgeAnswer({ ...task, pred: RIGHT[id] ?? answer! }).equality]).toEqual([
        id,
        'equal'
      ])
      expect([id, judgeAnswer({ ...task, pred: 'elephant' }).equality]).toEqual([id, 'different'])
    }
  })

  it('is read by the importer as it is', async () => {
    expect((await readProblems(file)).problems).toEqual(await problems())
  })

  it('never speaks of mathematics', async () => {
    for (const problem of await problems()) expect(questionText(problem)).not.toMatch(/math/i)
  })
})

describe('strategies and prompts for reasoning of any kind', () => {
  it('are a pool, and never speak of mathematics', async () => {
    const pool = await readFile(join(resources, 'strategies/reasoning.json'), 'utf8')
    expect(strategyPoolSchema.parse(JSON.parse(pool)).strategies.length).toBeGreaterThan(5)
    for (const text of [
      pool,
      await readFile(join(resources, 'prompts/generic-chat.json'), 'utf8'),
      await readFile(join(resources, 'prompts/reasoning.json'), 'utf8')
    ]) {
      expect(text).not.toMatch(/math/i)
    }
  })
})
