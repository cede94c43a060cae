import type { Role } from '../shared/cost.ts'
import type { Attempt } from './attempt.ts'
import type { Kept } from './keep.ts'
import type { Path } from './path.ts'
import type { CancelSignal } from './ports.ts'
import { deriveSeed } from './random.ts'
import { readTokens, type WrittenStep } from './read-tokens.ts'
import { stepEnd } from './step-limits.ts'

export interface StepToWrite {
  /** Its number. The next of its path, or one that is written ahead. */
  readonly step: number
  /** Tokens that are to be written at most. */
  readonly maxTokens: number
  /** What stands of it already. */
  readonly kept?: Pick<Kept, 'text'> | undefined
  readonly signal: CancelSignal
}

/**
 * Lets a model write a step, or the rest of one of which the beginning stands. What it draws depends on the seed, the path,
 * the step and who writes, and on nothing that happens meanwhile. Billed by whoever asked for it.
 */
export async function writeStep(
  { emit, options, prompts }: Attempt,
  path: Path,
  author: Role,
  { step, maxTokens, kept = { text: '' }, signal }: StepToWrite
): Promise<WrittenStep> {
  const thread = path.thread(author)
  const from = thread.mark()
  const end = stepEnd(prompts.delimiter)
  const { length } = kept.text
  const written = await thread.write({
    end: (text) => {
      const found = end(kept.text + text)
      return found === null ? null : found - length
    },
    stop: prompts.delimiter,
    maxTokens,
    temperature: options.temperature,
    topP: options.topP,
    topK: options.topK,
    seed: deriveSeed(options.seed, 'path', path.id, 'step', step, author),
    signal,
    onText: (text) => {
      // What is written ahead is shown once its turn has come.
      if (path.steps.length !== step) return
      emit({
        type: 'step-progress',
        path: path.id,
        step,
        author,
        text: kept.text + text,
        kept: length
      })
    }
  })
  const { probabilities } = written
  const read = probabilities && readTokens(thread, from, probabilities)
  return { ...written, read, end: thread.mark() }
}
