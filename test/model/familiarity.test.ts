import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApplication, type Application } from '../../src/main/application.ts'
import { runTandem } from '../helpers/run-tandem.ts'

let application: Application
beforeAll(() => {
  application = createApplication({ door: 'test' })
})
afterAll(() => application.close())

/** What `tandem solve` notes about a problem. */
async function notesOn(problem: string): Promise<string[]> {
  const { stdout } = await runTandem([
    'solve',
    problem,
    '--method',
    'baseline',
    '--json',
    '--no-record'
  ])
  return (JSON.parse(stdout) as { notes: string[] }).notes
}

it('says of problems from another world that the bundled pair does not know them', async () => {
  const set = await application.problemSets.get('competition-sample')
  expect(await notesOn(set!.problems[0]!.text)).toEqual([expect.stringMatching(/unlike/)])
  expect(await notesOn('What is the capital of France?')).toEqual([expect.stringMatching(/unlike/)])
})

it('says nothing of the kind about held-out problems of the school set', async () => {
  const set = await application.problemSets.get('school')
  for (const { text } of set!.problems.slice(0, 3)) expect(await notesOn(text)).toEqual([])
})
