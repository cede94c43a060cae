import type { Pair } from '../../src/core/ports.ts'
import { solve } from '../../src/core/solve.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { LIVE_OPTIONS } from '../../test/helpers/live-options.ts'
import { NEVER } from '../engine/models.ts'
import { POOL, PROFILE } from './profile.ts'
import { PROBLEMS } from './problems.ts'

/** Whether `--exact` writes the same text twice, byte for byte. The pair's contexts must be exact. */
export async function sameTwice(pair: Pair): Promise<boolean> {
  const [first, second] = [await textsOf(pair), await textsOf(pair)]
  return first.length > 0 && first === second
}

async function textsOf(pair: Pair): Promise<string> {
  const { scorer } = PROFILE
  const attempt = solve({
    problem: PROBLEMS[1],
    options: {
      ...LIVE_OPTIONS,
      scorer,
      threshold: PROFILE.thresholds[scorer],
      maxStepTokens: 24,
      maxTokens: 72,
      exact: true
    },
    prompts: PROFILE,
    pool: POOL,
    pair,
    clock: () => performance.now(),
    signal: NEVER,
    stoppedPaths: new Set<number>(),
    baseline: null
  })
  const texts: string[] = []
  for await (const event of attempt) texts.push(textOf(event))
  return texts.join('\n')
}

function textOf(event: AttemptEvent): string {
  if (event.type === 'step-scored') return `scored ${event.path} ${event.score}`
  if (event.type === 'path-ended') return `ended ${event.path} ${event.end} ${event.answer}`
  return 'text' in event ? `${event.type} ${event.text}` : ''
}

/** Whether two models that take turns in writing hold the same text, whatever their tokens are. */
export async function sameText(draft: LlamaModel, target: LlamaModel): Promise<boolean> {
  const chat = { system: null, user: PROBLEMS[2], opening: '', thinking: null }
  const [d, t] = [await draft.open(chat, NEVER), await target.open(chat, NEVER)]
  try {
    let text = ''
    for (let seed = 0; seed < 8; seed++) {
      const [writer, reader] = seed % 2 === 0 ? [d.thread, t.thread] : [t.thread, d.thread]
      const written = await writer.write({
        end: () => null,
        maxTokens: 14,
        temperature: 0.9,
        topP: 0.95,
        seed,
        signal: NEVER
      })
      await reader.tokenProbabilities(written.text, NEVER)
      text += written.text
    }
    return [draft, target].every((model) => ending(model, text.length) === text)
  } finally {
    await Promise.all([d.thread.close(), t.thread.close()])
  }
}

/** The last characters that a model's only thread holds. */
function ending(model: LlamaModel, characters: number): string {
  const [open] = model.openTexts()
  return model.context.model.detokenize(open!.text.tokens).slice(-characters)
}
