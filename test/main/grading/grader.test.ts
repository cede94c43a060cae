import { afterEach, expect, test } from 'vitest'
import type { Task } from '../../../src/core/answers/judge.ts'
import { Grader, type GraderOptions } from '../../../src/main/grading/grader.ts'

const open: Grader[] = []
function grader(options?: GraderOptions): Grader {
  const made = new Grader(options)
  open.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

const faulty = new URL('./faulty-worker.ts', import.meta.url)

function pair(gold: string, pred: string): Task {
  return { kind: 'equiv', gold, pred }
}

test('judges tasks in their order in a worker', async () => {
  const judgements = await grader().grade([
    pair('1/2', '0.5'),
    pair('1/2', '0.6'),
    { kind: 'extract', gold: '8', pred: 'so \\boxed{8}' }
  ])
  expect(judgements.map(({ equality }) => equality)).toEqual(['equal', 'different', 'equal'])
  expect(judgements[2]).toMatchObject({ extracted: '8', rule: 'box' })
})

test('judges more tasks than it sends at once', async () => {
  const tasks = Array.from({ length: 700 }, (_, at) => pair(String(at), String(at - (at % 2))))
  const judgements = await grader().grade(tasks)
  expect(judgements).toHaveLength(700)
  expect(judgements.filter(({ equality }) => equality === 'equal')).toHaveLength(350)
})

test('judges by its policy', async () => {
  const [strict] = await grader({ policy: 'strict' }).grade([pair('\\frac13', '0.333')])
  expect(strict?.equality).toBe('different')
})

test('answers calls that overlap each in full', async () => {
  const one = grader()
  const [a, b] = await Promise.all([one.grade([pair('1', '1')]), one.grade([pair('1', '2')])])
  expect([a[0]?.equality, b[0]?.equality]).toEqual(['equal', 'different'])
})

test('a task that hangs is undecidable, and the others go on', async () => {
  const judgements = await grader({ program: faulty, timeoutMs: 400 }).grade([
    pair('1', '1'),
    pair('1', 'hang'),
    pair('2', '2')
  ])
  expect(judgements.map(({ equality }) => equality)).toEqual(['equal', 'undecidable', 'equal'])
  expect(judgements[1]?.reason).toBe('it took too long to compare')
})

test('a task that breaks its thread is undecidable, and the others go on', async () => {
  const judgements = await grader({ program: faulty }).grade([pair('1', 'break'), pair('2', '2')])
  expect(judgements.map(({ equality }) => equality)).toEqual(['undecidable', 'equal'])
  expect(judgements[0]?.reason).toContain('broken on purpose')
})

test('a thread that cannot start is an error', async () => {
  const missing = new URL('./no-such-worker.ts', import.meta.url)
  await expect(grader({ program: missing }).grade([pair('1', '1')])).rejects.toThrow()
})

test('grades nothing without a thread, and closes twice', async () => {
  const one = grader()
  expect(await one.grade([])).toEqual([])
  await one.close()
  await one.close()
})
