import type { Chat } from '../../src/core/ports.ts'
import { letter, scoreTurn, selectPrompt, solvePrompt } from '../../src/core/prompts.ts'
import { mean, sum } from '../../src/core/statistics/moments.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { NEVER } from '../engine/models.ts'
import { POOL, PROFILE } from './profile.ts'
import { PROBLEMS } from './problems.ts'

/** Probability that a model's answer is one of those that it was offered, as Tandem asked first and as it asks now. */
export interface Mass {
  readonly before: number
  readonly now: number
}

const LETTERS = POOL.strategies.map((_, index) => letter(index))
const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))
/** Problems asked about: the masses hardly differ between them. */
const ASKED = 8
const STEP = 'First I write down what is known.\n\n'

/** The letters of the strategies, in either form. */
export async function letterMass(model: LlamaModel): Promise<Mass> {
  const masses: Mass[] = []
  for (const problem of PROBLEMS.slice(0, ASKED)) {
    const chat = selectPrompt(PROFILE, problem, POOL.strategies, 3)
    masses.push({
      before: await bareMass(model, { ...chat, opening: 'Approach: ' }, LETTERS),
      now: await offeredMass(model, chat, LETTERS)
    })
  }
  return averages(masses)
}

/** The digits of a score. The question stands behind a first step of a solution, as in a run. */
export async function digitMass(model: LlamaModel): Promise<Mass> {
  const masses: Mass[] = []
  for (const problem of PROBLEMS.slice(0, ASKED)) {
    const { thread } = await model.open(solvePrompt(PROFILE, problem, null), NEVER)
    try {
      await thread.append(STEP, NEVER)
      const { probabilities } = await thread.choices(scoreTurn(PROFILE), DIGITS, NEVER)
      const asked = scoreTurn(PROFILE).user
      // A further turn is read by `choices` alone; the first form is asked in a prompt of its own.
      const first = solvePrompt(PROFILE, `${problem}\n\n${STEP}${asked}`, null)
      masses.push({
        before: await bareMass(model, { ...first, opening: 'Score: ' }, DIGITS),
        now: sum(probabilities)
      })
    } finally {
      await thread.close()
    }
  }
  return averages(masses)
}

async function offeredMass(
  model: LlamaModel,
  chat: Chat,
  answers: readonly string[]
): Promise<number> {
  const { thread } = await model.open(chat, NEVER)
  try {
    return sum((await thread.choices(null, answers, NEVER)).probabilities)
  } finally {
    await thread.close()
  }
}

/** The bare letters alone, right behind the opening. */
async function bareMass(
  model: LlamaModel,
  chat: Chat,
  answers: readonly string[]
): Promise<number> {
  const { thread } = await model.open(chat, NEVER)
  try {
    const mark = thread.mark()
    let mass = 0
    for (const answer of answers) {
      const { probabilities } = await thread.tokenProbabilities(answer, NEVER)
      await thread.rewind(mark)
      mass += probabilities[0] ?? 0
    }
    return mass
  } finally {
    await thread.close()
  }
}

function averages(masses: readonly Mass[]): Mass {
  return {
    before: mean(masses.map(({ before }) => before)),
    now: mean(masses.map(({ now }) => now))
  }
}
