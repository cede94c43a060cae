import { expect, it } from 'vitest'
import { selectPrompt, solvePrompt } from '../../src/core/prompts.ts'
import { POOL, PROFILE } from '../helpers/solve-job.ts'

it('puts the problem first and the strategy after it, so that paths share a prefix', () => {
  const [plain, red] = [null, POOL.strategies[0]!].map((strategy) =>
    solvePrompt(PROFILE, 'Why?', strategy)
  )
  expect(plain!.user).toBe('Why?')
  expect(red!.user).toBe('Why? by red')
})

it('leaves braces in the problem as they are', () => {
  expect(solvePrompt(PROFILE, 'Is {name} in \\{1, {hint}\\}?', POOL.strategies[0]!).user).toBe(
    'Is {name} in \\{1, {hint}\\}? by red'
  )
})

it('asks for one letter a strategy', () => {
  expect(selectPrompt(PROFILE, 'Why?', POOL.strategies.slice(0, 2), 1).user).toBe(
    'Why? Which? A red\nB green'
  )
})

it('solves without a strategy line where the strategy has no hint', () => {
  const none = { id: 'none', name: 'none', description: 'no strategy', hint: '' }
  expect(solvePrompt(PROFILE, 'Why?', none).user).toBe('Why?')
})
