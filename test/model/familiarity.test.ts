import { expect, it } from 'vitest'
import type { MethodName } from '../../src/shared/options.ts'
import { bundledProgram } from '../helpers/bundled-program.ts'

const program = bundledProgram()

const UNLIKE = 'This problem looks unlike what these models know: do not trust the answer.'

const SMALL_SUMS = ['What is 45 + 38?', 'What is 4 + 5?', 'What is 67 + 25?', 'What is 81 + 9?']

const FREELY_TOLD = 'Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?'

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
  const problems = [foreign!.text, 'What is the capital of France?']
  expect(await notesOn(problems)).toEqual([[UNLIKE], [UNLIKE]])
})

it.each(['baseline', 'ssr', 'ssr-adaptive'] as const)(
  'says so of sums that are smaller than any it was trained on, whichever way %s reads them',
  async (method) => {
    for (const notes of await notesOn(SMALL_SUMS, method)) expect(notes).toContain(UNLIKE)
  }
)

it.each(['baseline', 'ssr', 'ssr-adaptive'] as const)(
  'says nothing of the kind about a story that it solves though it is told freely, nor about held-out problems: %s',
  async (method) => {
    const held = [
      ...(await program.problems('school', 4)),
      ...(await program.problems('school-hard', 2))
    ]
    const known = [FREELY_TOLD, ...held.map(({ text }) => text)]
    for (const notes of await notesOn(known, method)) expect(notes).not.toContain(UNLIKE)
  }
)
