import { expect, it } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'
import type { Judge } from '../../../src/main/runs/grade.ts'
import { groupAnswers } from '../../../src/main/runs/group-answers.ts'

const judge: Judge = ({ gold, given }, policy) => Promise.resolve(equivalent(gold, given, policy))

it('puts answers together that are the same mathematics', async () => {
  const answers = ['0.5', '7', '\\frac{1}{2}', '0.5', '7.0', '50']
  expect(await groupAnswers(judge, answers)).toEqual([0, 1, 0, 0, 1, 2])
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
