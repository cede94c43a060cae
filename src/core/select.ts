import type { Role } from '../shared/cost.ts'
import type { Strategy } from '../shared/strategy-pool.ts'
import { LEAST_ANSWER_MASS } from './answer-mass.ts'
import type { Attempt } from './attempt.ts'
import { letter, selectPrompt } from './prompts.ts'
import { createRandom, deriveSeed } from './random.ts'

/**
 * SPM: ranks the pool by a model's probability of each strategy's letter, read in one forward pass, and keeps the
 * first `count`. A pool smaller than `count` leaves the remaining paths without a strategy (null). Where the letters
 * together are improbable, strategies are drawn at random, and the attempt says so.
 */
export async function selectStrategies(
  attempt: Attempt,
  by: Role,
  count: number
): Promise<(Strategy | null)[]> {
  const ranked =
    attempt.options.selection === 'random' ? drawn(attempt) : await ranking(attempt, by, count)
  const chosen = ranked.slice(0, count).map(({ strategy }) => strategy)
  attempt.emit({
    type: 'selected',
    by,
    selection: ranked,
    chosen: chosen.map(({ id }) => id),
    cost: attempt.bill.take()
  })
  return Array.from({ length: count }, (_, path) => chosen[path] ?? null)
}

type Ranked = { readonly strategy: Strategy; readonly probability: number | null }[]

async function ranking(attempt: Attempt, by: Role, count: number): Promise<Ranked> {
  const { bill, pool, prompts, problem, pair, signal } = attempt
  const prompt = selectPrompt(prompts, problem, pool.strategies, count)
  // The paths' prompts begin with the same problem: they take over its evaluation, and how likely it was.
  const opening = pair[by].open(prompt, signal, { likelihood: prompts.familiarity !== null })
  const { thread } = await bill.charge(by, 'select', opening)
  try {
    const letters = pool.strategies.map((_, index) => letter(index))
    const { probabilities } = await bill.charge(by, 'select', thread.choices(null, letters, signal))
    const mass = probabilities.reduce((sum, probability) => sum + probability, 0)
    if (mass < LEAST_ANSWER_MASS) {
      noteNoise(attempt, by, mass)
      return drawn(attempt)
    }
    return pool.strategies
      .map((strategy, index) => ({ strategy, probability: probabilities[index]! }))
      .sort((a, b) => b.probability - a.probability)
  } finally {
    await thread.close({ handOn: true })
  }
}

/** Says that a selection would have been noise: the model does not answer the question with a letter. */
function noteNoise({ emit }: Attempt, by: Role, mass: number): void {
  emit({
    type: 'noted',
    path: null,
    text: `The ${by} does not say which strategy it prefers: the letters have a probability of ${mass.toFixed(4)} together. Strategies are drawn at random.`
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
