import { expect, it } from 'vitest'
import { judgeAnswer } from '../../../src/core/answer-kinds/judge-answer.ts'
import { equivalent } from '../../../src/core/answers/equivalent.ts'
import type { Judge } from '../../../src/main/runs/grade.ts'
import { groupAnswers } from '../../../src/main/runs/group-answers.ts'

const judge: Judge = ({ gold, given }, policy) => Promise.resolve(equivalent(gold, given, policy))

it('puts answers together that are the same mathematics', async () => {
  const answers = ['0.5', '7', '\\frac{1}{2}', '0.5', '7.0', '50']
  expect(await groupAnswers(judge, answers)).toEqual([0, 1, 0, 0, 1, 2])
})

it.each([
  ['json', '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', '{"a": 1}'],
  ['yes-no', 'Yes', 'true', 'no'],
  ['pattern', 'Mount Etna', 'mount etna', 'Vesuvius']
])('goes by what the problem says of its answers: %s', async (kind, one, same, other) => {
  const byKind: Judge = ({ gold, given, answerKind }, policy) =>
    Promise.resolve(judgeAnswer({ kind: 'equiv', gold, pred: given, answerKind }, policy))
  expect(await groupAnswers(byKind, [one, other, same], kind)).toEqual([0, 1, 0])
  expect(await groupAnswers(byKind, ['1/2', '0.5'], 'of a later version')).toEqual([0, 0])
})

it('asks nothing about answers that are written alike', async () => {
  let asked = 0
  const counting: Judge = (...question) => {
    asked += 1
    return judge(...question)
  }
  expect(await groupAnswers(counting, ['x', 'x', 'x'])).toEqual([0, 0, 0])
  expect(asked).toBe(0)
})
