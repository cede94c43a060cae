import type { Role } from '../shared/cost.ts'
import type { Strategy } from '../shared/strategy-pool.ts'
import { LEAST_ANSWER_MASS } from './answer-mass.ts'
import type { Attempt } from './attempt.ts'
import { familiarPart } from './familiarity.ts'
import { letter, selectPrompt } from './prompts.ts'
import { createRandom, deriveSeed } from './random.ts'
import { mean, sum } from './statistics/moments.ts'

/**
 * SPM: ranks the pool by a model's probability of each strategy's letter and keeps the first `count`. A pool smaller
 * than `count` leaves the remaining paths without a strategy (null). Where the letters together are improbable, or the
 * model picks the same letter whatever it stands for, strategies are drawn at random, and the attempt says so.
 */
export async function selectStrategies(
  attempt: Attempt,
  by: Role,
  count: number
): Promise<(Strategy | null)[]> {
  const { ranked, mass, questions } =
    attempt.options.selection === 'random'
      ? { ranked: drawn(attempt), mass: null, questions: 0 }
      : await ranking(attempt, by, count)
  const chosen = firstOf(ranked, count)
  attempt.emit({
    type: 'selected',
    by,
    selection: ranked,
    chosen: chosen.map(({ id }) => id),
    mass,
    questions,
    cost: attempt.bill.take()
  })
  return Array.from({ length: count }, (_, path) => chosen[path] ?? null)
}

type Ranked = { readonly strategy: Strategy; readonly probability: number | null }[]

interface Ranking {
  readonly ranked: Ranked
  /** Probability that the answer is a letter at all, over the questions. */
  readonly mass: number
  readonly questions: number
}

/** One question: the pool in the order in which it was asked, and the probability of each letter. */
interface Reading {
  readonly pool: readonly Strategy[]
  readonly probabilities: readonly number[]
}

/**
 * Asks once, or where the profile says that the place in the list sways its models, with the list turned by a part of
 * its length, until another question changes nothing of what is chosen or all of them were asked.
 */
async function ranking(attempt: Attempt, by: Role, count: number): Promise<Ranking> {
  const { pool, prompts } = attempt
  const most = Math.min(prompts.select.rotations, pool.strategies.length)
  const readings: Reading[] = []
  let ranked: Ranked = []
  while (readings.length < most) {
    const turned = turn(pool.strategies, readings.length / most)
    readings.push(await readLetters(attempt, by, turned, count))
    const mass = mean(readings.map(({ probabilities }) => sum(probabilities)))
    const noted = { ranked: drawn(attempt), mass, questions: readings.length }
    if (mass < LEAST_ANSWER_MASS) {
      noteNoise(attempt, by, mass)
      return noted
    }
    if (readings.length === most && most > 2 && sameLetterWins(readings)) {
      notePlace(attempt, by, readings)
      return noted
    }
    const before = firstOf(ranked, count)
    ranked = average(readings)
    if (before.length === 0 || sameLetterWins(readings)) continue
    if (sameStrategies(before, firstOf(ranked, count))) break
  }
  const mass = mean(readings.map(({ probabilities }) => sum(probabilities)))
  return { ranked, mass, questions: readings.length }
}

/** Reads the letters' probabilities in one forward pass. */
async function readLetters(
  attempt: Attempt,
  by: Role,
  pool: readonly Strategy[],
  count: number
): Promise<Reading> {
  const { bill, prompts, problem, pair, signal } = attempt
  const ask = (text: string) => selectPrompt(prompts, text, pool, count)
  // What is asked next begins with the same problem: it takes over its evaluation, and how likely it was.
  const likelihood = familiarPart(attempt, ask)
  const opening = pair[by].open(ask(problem), signal, { likelihood })
  const { thread } = await bill.charge(by, 'select', opening)
  try {
    const letters = pool.map((_, index) => letter(index))
    const { probabilities } = await bill.charge(by, 'select', thread.choices(null, letters, signal))
    return { pool, probabilities }
  } finally {
    await thread.close({ handOn: true })
  }
}

/** The list, begun at a share of its length. */
function turn(pool: readonly Strategy[], share: number): readonly Strategy[] {
  const first = Math.round(share * pool.length)
  return [...pool.slice(first), ...pool.slice(0, first)]
}

/** Each strategy's mean probability over the questions, the highest first. */
function average(readings: readonly Reading[]): Ranked {
  return readings[0]!.pool
    .map((strategy) => ({
      strategy,
      probability: mean(
        readings.map(({ pool, probabilities }) => probabilities[pool.indexOf(strategy)]!)
      )
    }))
    .sort((a, b) => b.probability - a.probability)
}

/** Whether one letter was the most probable each time, though it stood for another strategy each time. */
function sameLetterWins(readings: readonly Reading[]): boolean {
  return new Set(readings.map(winner)).size === 1
}

function winner({ probabilities }: Reading): number {
  return probabilities.indexOf(Math.max(...probabilities))
}

function firstOf(ranked: Ranked, count: number): Strategy[] {
  return ranked.slice(0, count).map(({ strategy }) => strategy)
}

function sameStrategies(a: readonly Strategy[], b: readonly Strategy[]): boolean {
  return a.every((strategy) => b.includes(strategy))
}

/** Says that a selection would have been noise: the model does not answer the question with a letter. */
function noteNoise({ emit }: Attempt, by: Role, mass: number): void {
  emit({
    type: 'noted',
    path: null,
    text: `The ${by} does not say which strategy it prefers: the letters have a probability of ${mass.toFixed(4)} together. Strategies are drawn at random.`
  })
}

/** Says that a selection would have been by place: the model prefers a letter, and no strategy. */
function notePlace({ emit }: Attempt, by: Role, readings: readonly Reading[]): void {
  emit({
    type: 'noted',
    path: null,
    text: `The ${by} answers ${letter(winner(readings[0]!))} whatever it stands for: asked ${readings.length} times with the strategies in another order. They are drawn at random.`
  })
}

/** A seeded shuffle of the pool: what selection is compared with. */
function drawn({ pool, options }: Attempt): Ranked {
  const random = createRandom(deriveSeed(options.seed, 'selection'))
  const list = pool.strategies.map((strategy) => ({ strategy, probability: null }))
  for (let last = list.length - 1; last > 0; last--) {
    const other = random.integer(last + 1)
    ;[list[last], list[other]] = [list[other]!, list[last]!]
  }
  return list
}
