import { expect, it } from 'vitest'
import type { MethodName } from '../../src/shared/options.ts'
import { bundledProgram } from '../helpers/bundled-program.ts'

const program = bundledProgram()

/** What an attempt notes about each problem. */
async function notesOn(
  problems: readonly string[],
  method: MethodName = 'baseline'
): Promise<string[][]> {
  return (await program.solve(problems, method, { seed: 1 })).map(({ notes }) =>
    notes.map(({ text }) => text)
  )
}

it('says of problems from another world that the bundled pair does not know them', async () => {
  const [foreign] = await program.problems('competition-sample', 1)
  const unlike = [expect.stringMatching(/unlike/) as string]
  expect(await notesOn([foreign!.text, 'What is the capital of France?'])).toEqual([unlike, unlike])
})

it.each(['baseline', 'ssr', 'ssr-adaptive'] as const)(
  'says so of sums that are smaller than any it was trained on, whichever way %s reads them',
  async (method) => {
    const [[note]] = (await notesOn(['What is 4 + 5?'], method)) as [string[]]
    expect(note).toMatch(/unlike/)
  }
)

it('says nothing of the kind about held-out problems of the school set', async () => {
  const texts = (await program.problems('school', 3)).map(({ text }) => text)
  expect(await notesOn(texts)).toEqual([[], [], []])
})
