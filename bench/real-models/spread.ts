import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { likelihoodOf } from '../../src/core/score.ts'
import { scoreTurn, solvePrompt } from '../../src/core/prompts.ts'
import { sum } from '../../src/core/statistics/moments.ts'
import { answerForms } from '../../src/inference/answer-forms.ts'
import { TextCodec } from '../../src/inference/backends/llama/text-codec.ts'
import { SCORER_NAMES, SCORERS, type Scorer } from '../../src/shared/scorers/scorers.ts'
import {
  askProbabilities,
  probabilityOf
} from '../../src/inference/backends/llama/token-probability.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { NEVER } from '../engine/models.ts'
import { PROFILE } from './profile.ts'
import { PROBLEMS } from './problems.ts'

const CHUNKS = [1, 16, 64, 256]
const DIGITS = [...'0123456789']
/** Of all digits; one that is less probable decides nothing. */
const LEAST_SHARE = 0.02
const STEP =
  'There are several things to work out here, one after the other. First we note what is given, then what is asked.\n\n'
const LONG = 'Then we look at the next number, and at what it means for the one before. '.repeat(90)

/** How far figures move that ought to be the same. */
export interface Spread {
  /** Largest difference of a token's log probability between sizes of the pieces in which a text is read. */
  readonly token: number
  /** The same of the step's least probable token, which the scorer `likelihood` reads. */
  readonly least: number
  /** Largest difference of each scorer's score, on its own scale. */
  readonly scores: Readonly<Record<Scorer, number>>
  /** Largest difference of the log of the mean likelihood, and of the log probability of one digit against another. */
  readonly mean: number
  readonly digit: number
  /** Largest difference of a log probability after a rollback over a long text, against a fresh reading in equal pieces. */
  readonly rollback: number
}

/** Reads a step, and the digits of its score, after each of some problems in pieces of several sizes. */
export async function spreadOf(model: LlamaModel): Promise<Spread> {
  let [token, least, mean, digit] = [0, 0, 0, 0]
  const scores = Object.fromEntries(SCORER_NAMES.map((name) => [name, 0])) as Record<Scorer, number>
  for (const problem of PROBLEMS.slice(0, 6)) {
    const { prompt, step, question } = await tokensOf(model, problem)
    const readings: number[][] = []
    const digits: number[][] = []
    for (const chunk of CHUNKS) {
      readings.push(await read(model, prompt, step, chunk))
      digits.push(await readDigits(model, question, chunk))
    }
    least = Math.max(least, range(readings.map((logs) => Math.min(...logs))))
    mean = Math.max(mean, range(readings.map((logs) => sum(logs) / logs.length)))
    step.forEach((_, index) => {
      token = Math.max(token, range(readings.map((logs) => logs[index]!)))
    })
    digit = Math.max(digit, digitRange(digits))
    for (const name of SCORER_NAMES) {
      const scorer = SCORERS[name]
      const read = readings.map((logs, at) =>
        scorer.reads === 'tokens'
          ? scorer.score(likelihoodOf(logs.map(Math.exp)))
          : scorer.score(digits[at]!, sum(digits[at]!))
      )
      scores[name] = Math.max(scores[name], range(read))
    }
  }
  return { token, least, mean, digit, scores, rollback: await rollbackOf(model) }
}

/** How far the log ratios of the digits move that have something to say. */
function digitRange(readings: readonly (readonly number[])[]): number {
  const said = readings[0]!.flatMap((p, digit) =>
    p > LEAST_SHARE * sum(readings[0]!) ? [digit] : []
  )
  return Math.max(
    0,
    ...said.flatMap((one) =>
      said.map((other) => range(readings.map((p) => Math.log(p[one]! / p[other]!))))
    )
  )
}

async function tokensOf(model: LlamaModel, problem: string) {
  const { thread } = await model.open(solvePrompt(PROFILE, problem, null), NEVER)
  try {
    const [open] = model.openTexts()
    const { length } = open!.text.tokens
    await thread.append(STEP, NEVER)
    const tokens = [...open!.text.tokens]
    const asked = `${problem}\n\n${STEP}${scoreTurn(PROFILE).user}`
    const question = await promptTokens(model, asked)
    return { prompt: tokens.slice(0, length), step: tokens.slice(length), question }
  } finally {
    await thread.close()
  }
}

/** The question for a score, as the end of a prompt. */
async function promptTokens(model: LlamaModel, asked: string): Promise<Token[]> {
  const chat = { ...solvePrompt(PROFILE, asked, null), opening: scoreTurn(PROFILE).opening }
  const { thread } = await model.open(chat, NEVER)
  try {
    return [...model.openTexts().at(-1)!.text.tokens]
  } finally {
    await thread.close()
  }
}

/** The probability of each digit behind the question, which is read in pieces of one size. */
async function readDigits(
  model: LlamaModel,
  question: readonly Token[],
  chunk: number
): Promise<number[]> {
  const { direct, spaced } = answerForms(DIGITS, new TextCodec(model.context.model))
  const sequence = model.context.getSequence()
  try {
    await evaluate(sequence, question.slice(0, -1), chunk)
    const here = [...direct.flat(), ...(spaced === null ? [] : [spaced.space])]
    const [bare] = await sequence.controlledEvaluate([askProbabilities(question.at(-1)!, here)])
    if (spaced === null) {
      return direct.map((tokens) => sum(tokens.map((token) => probabilityOf(bare!, token))))
    }
    const [behind] = await sequence.controlledEvaluate([
      askProbabilities(spaced.space, spaced.behind)
    ])
    return spaced.behind.map((token, digit) =>
      sum([
        ...direct[digit]!.map((token) => probabilityOf(bare!, token)),
        probabilityOf(bare!, spaced.space) * probabilityOf(behind!, token)
      ])
    )
  } finally {
    await sequence.dispose()
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
