import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { countTokens } from './hooks.ts'
import { chat, NEVER, textOf, withModel } from './models.ts'
import { atLeast, type Result } from './result.ts'

/** Tokens, the template's own included. */
const PROMPT = 100
const STEP = 17
const SUFFIX = 60
const STEPS = 20
const DIGITS = [...'0123456789']

/** Tokens that a target evaluates to score twenty steps: each time the whole text, over the suffix rolled back. */
export async function suffixScoring(
  engine: LlamaEngine,
  file: string,
  name: string
): Promise<Result> {
  return withModel(engine, file, {}, async (model) => {
    const frame = (markup: string) => model.context.model.tokenize(markup, true).length
    const asking = frame('<|im_start|>user\n<|im_end|>\n<|im_start|>assistant\n')
    const prompt = chat(textOf(model, PROMPT - asking))
    const step = textOf(model, STEP)
    const user = textOf(model, SUFFIX - asking - frame('<|im_end|>\n'))
    const question = { user, opening: '', thinking: null }

    const rolledBack = countTokens(model.context)
    const { thread } = await model.open(prompt, NEVER)
    for (let i = 0; i < STEPS; i++) {
      await thread.append(step, NEVER)
      await thread.choices(question, DIGITS, NEVER)
    }
    await thread.close()
    const ours = rolledBack.tokens

    for (let count = 1; count <= STEPS; count++) {
      const { thread } = await model.open(prompt, NEVER)
      await thread.append(step.repeat(count), NEVER)
      await thread.choices(question, DIGITS, NEVER)
      await thread.close()
    }
    const resent = rolledBack.tokens - ours
    return atLeast(
      `tokens to score ${STEPS} steps: text re-sent / suffix rolled back`,
      name,
      resent / ours,
      4
    )
  })
}
