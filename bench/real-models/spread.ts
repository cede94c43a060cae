import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { solvePrompt } from '../../src/core/prompts.ts'
import {
  askProbabilities,
  probabilityOf
} from '../../src/inference/backends/llama/token-probability.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { NEVER } from '../engine/models.ts'
import { PROFILE } from './profile.ts'
import { PROBLEMS } from './problems.ts'

const CHUNKS = [1, 16, 64, 256]
const STEP =
  'There are several things to work out here, one after the other. First we note what is given, then what is asked.\n\n'
const LONG = 'Then we look at the next number, and at what it means for the one before. '.repeat(90)

/** How far figures move that ought to be the same. */
export interface Spread {
  /** Largest difference of a token's log probability between sizes of the pieces in which a text is read. */
  readonly token: number
  /** The same of the step's least probable token, which the scorer `likelihood` reads. */
  readonly least: number
  /** Largest difference of a log probability after a rollback over a long text, against a fresh reading in equal pieces. */
  readonly rollback: number
}

/** Reads a step after each of some problems in pieces of several sizes. */
export async function spreadOf(model: LlamaModel): Promise<Spread> {
  let [token, least] = [0, 0]
  for (const problem of PROBLEMS.slice(0, 6)) {
    const { prompt, step } = await tokensOf(model, problem)
    const readings: number[][] = []
    for (const chunk of CHUNKS) readings.push(await read(model, prompt, step, chunk))
    const lowest = readings.map((logs) => Math.min(...logs))
    least = Math.max(least, range(lowest))
    step.forEach((_, index) => {
      token = Math.max(token, range(readings.map((logs) => logs[index]!)))
    })
  }
  return { token, least, rollback: await rollbackOf(model) }
}

async function tokensOf(model: LlamaModel, problem: string) {
  const { thread } = await model.open(solvePrompt(PROFILE, problem, null), NEVER)
  try {
    const [open] = model.openTexts()
    const { length } = open!.text.tokens
    await thread.append(STEP, NEVER)
    const tokens = [...open!.text.tokens]
    return { prompt: tokens.slice(0, length), step: tokens.slice(length) }
  } finally {
    await thread.close()
  }
}

/** Log probabilities of the step's tokens, all of the text read in pieces of one size. */
async function read(
  model: LlamaModel,
  prompt: readonly Token[],
  step: readonly Token[],
  chunk: number
): Promise<number[]> {
  const sequence = model.context.getSequence()
  try {
    const text = [...prompt, ...step]
    await evaluate(sequence, text.slice(0, prompt.length - 1), chunk)
    const items = step.map((next, index) =>
      askProbabilities(text[prompt.length - 1 + index]!, [next])
    )
    const logs: number[] = []
    for (let from = 0; from < items.length; from += chunk) {
      const outputs = await sequence.controlledEvaluate([...items.slice(from, from + chunk)])
      for (let at = 0; at < Math.min(chunk, items.length - from); at++) {
        logs.push(Math.log(probabilityOf(outputs[at]!, step[from + at]!)))
      }
    }
    return logs
  } finally {
    await sequence.dispose()
  }
}

async function evaluate(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  chunk: number
): Promise<void> {
  for (let from = 0; from < tokens.length; from += chunk) {
    await sequence.evaluateWithoutGeneratingNewTokens([...tokens.slice(from, from + chunk)])
  }
}

/** A step read after a rollback over a text that is longer than any sliding window, and read afresh. */
async function rollbackOf(model: LlamaModel): Promise<number> {
  const prompt = solvePrompt(PROFILE, PROBLEMS[0], null)
  const rolled = await model.open(prompt, NEVER)
  await rolled.thread.append(STEP, NEVER)
  const mark = rolled.thread.mark()
  await rolled.thread.append(LONG, NEVER)
  await rolled.thread.rewind(mark)
  const after = await rolled.thread.tokenProbabilities(STEP, NEVER)
  await rolled.thread.close()
  const fresh = await model.open(prompt, NEVER)
  await fresh.thread.append(STEP, NEVER)
  const expected = await fresh.thread.tokenProbabilities(STEP, NEVER)
  await fresh.thread.close()
  return Math.max(
    ...after.probabilities.map((p, index) =>
      Math.abs(Math.log(p) - Math.log(expected.probabilities[index]!))
    )
  )
}

function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values)
}
