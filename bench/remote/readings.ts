import { scoreTurn } from '../../src/core/prompts.ts'
import type { Model } from '../../src/core/ports.ts'
import { likelihoodOf } from '../../src/core/score.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { NEVER } from '../engine/models.ts'
import { promptOf } from './problems.ts'
import type { Findings } from './record.ts'

/** Of one text. */
export const TOKENS = 64
const DIGITS = [...'0123456789']

/** What one model makes of one problem. */
export interface Reading {
  readonly text: string
  /** Probabilities of the tokens of the step that all models are asked about. */
  readonly tokens: readonly number[]
  /** Their geometric mean. */
  readonly likelihood: number
  /** Probabilities of the ten digits, behind the question for a score. */
  readonly digits: readonly number[]
}

/**
 * Reads what is not among the findings, several problems at a time: a model on a busy processor takes long over one, and
 * hardly longer over eight.
 *
 * @param stepOf the step that a model is asked about; null for the first one that it writes itself
 */
export async function readProblems(
  model: Model,
  problems: readonly string[],
  {
    atOnce,
    until,
    ...known
  }: {
    readonly atOnce: number
    /** No reading is begun after it, by the clock of the process. */
    readonly until: number
    readonly findings: Findings<Reading>
    readonly nameOf: (index: number) => string
    readonly stepOf: (index: number) => string | null
  }
): Promise<void> {
  const waiting = [...problems.entries()].filter(
    ([index]) => known.findings.get(known.nameOf(index)) === undefined
  )
  async function worker(): Promise<void> {
    while (performance.now() < until) {
      const next = waiting.shift()
      if (next === undefined) return
      const [index, problem] = next
      const reading = await read(model, promptOf(problem, index), known.stepOf(index))
      known.findings.note(known.nameOf(index), reading)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

async function read(
  model: Model,
  chat: ReturnType<typeof promptOf>,
  step: string | null
): Promise<Reading> {
  const { thread } = await model.open(chat, NEVER)
  try {
    const start = thread.mark()
    const options = { maxTokens: TOKENS, temperature: 0, topP: 1, seed: 1, signal: NEVER }
    const { text } = await thread.write({ ...options, end: () => null })
    await thread.rewind(start)
    const asked = step ?? firstStep(text)
    const { probabilities: tokens } = await thread.tokenProbabilities(asked, NEVER)
    const turn = scoreTurn(bundledWords.prompts)
    const { probabilities: digits } = await thread.choices(turn, DIGITS, NEVER)
    return { text, tokens, digits, likelihood: likelihoodOf(tokens).mean }
  } finally {
    await thread.close()
  }
}

export function firstStep(text: string): string {
  const end = text.indexOf('\n\n')
  return end < 0 ? text : text.slice(0, end + 2)
}
