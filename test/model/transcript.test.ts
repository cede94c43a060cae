import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundled, chatOf, loadModel, NEVER } from '../helpers/live-models.ts'

interface Transcript {
  readonly maximumTokens: number
  readonly problems: readonly {
    readonly id: string
    readonly prompt: string
    readonly target: string
    readonly draft: string
  }[]
}

const transcript = JSON.parse(
  readFileSync(new URL('transcripts/pytorch-greedy.json', import.meta.url), 'utf8')
) as Transcript

test.each(['draft', 'target'] as const)('the %s writes what it wrote in PyTorch', async (role) => {
  const model = await loadModel(bundled[role])
  const written: Record<string, string> = {}
  for (const { id, prompt } of transcript.problems) {
    const { thread } = await model.open(chatOf(userMessage(prompt)), NEVER)
    const { text } = await thread.write({
      end: () => null,
      maxTokens: transcript.maximumTokens,
      temperature: 0,
      topP: 1,
      seed: 1,
      signal: NEVER
    })
    await thread.close()
    written[id] = text
  }
  expect(written).toEqual(
    Object.fromEntries(transcript.problems.map((problem) => [problem.id, problem[role]]))
  )
})

/** The prompts are stored as the models saw them in training, in ChatML. */
function userMessage(prompt: string): string {
  return /^<\|im_start\|>user\n(.*)<\|im_end\|>\n<\|im_start\|>assistant\n$/s.exec(prompt)![1]!
}
