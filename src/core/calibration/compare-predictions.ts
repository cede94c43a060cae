import type { ModelSpeed, PairSpeed } from '../../shared/judgement.ts'
import type { ComparedPrediction, MeasuredPlan } from '../../shared/pair-calibration.ts'
import { sum } from '../statistics/moments.ts'
import { predict, type PairGuess, type Prediction } from './predict.ts'
import type { Price, ProblemRecord } from './record.ts'

/** What measured problems say of the guesses that a prediction goes by. */
export interface MeasuredProblem {
  readonly record: ProblemRecord
  /** Steps of the draft that were judged, and that stood. */
  readonly judged: number
  readonly accepted: number
  /** Tokens of the problem's prompt and of the target's solution, and steps of that. */
  readonly promptTokens: number
  readonly solutionTokens: number
  readonly solutionSteps: number
}

/** Of models that nobody has measured: memory decides, so a token takes as long as its model is large. */
export const UNMEASURED_PAIR = {
  /** Reading a token over writing one on a processor (measured from .2 to .53, docs/performance.md). */
  readOverWrite: 0.3,
  acceptance: 0.8,
  tokenAcceptance: 0.7,
  /** Of a rejected step, what its first weak token leaves: a half where nothing was measured. */
  rewritten: 0.5,
  prompt: 150,
  solution: 400,
  step: 25,
  selection: 250,
  question: 0
} as const

/** A guess from the models' sizes alone. `targetWrite` in milliseconds, or 1 where only ratios are wanted. */
export function guessFromSizes(alpha: number, targetWrite = 1): PairGuess {
  const { readOverWrite, ...rest } = UNMEASURED_PAIR
  const speed = (write: number) => ({ write, read: readOverWrite * write })
  return {
    ...rest,
    alpha,
    target: speed(targetWrite),
    draft: speed(alpha * targetWrite),
    together: () => 1
  }
}

/** The speeds of a pair as they were measured. */
export function speedsOf({
  draft,
  target
}: PairSpeed): Pick<PairGuess, 'draft' | 'target' | 'together'> {
  const of = ({ decodeMs, readMs }: ModelSpeed) => ({ write: decodeMs, read: readMs })
  return { draft: of(draft), target: of(target), together: (paths) => togetherOf(target, paths) }
}

/** What so many tokens of as many paths take in a batch, over one by one. Between sizes that were measured, linearly. */
function togetherOf({ batches, decodeMs }: ModelSpeed, paths: number): number {
  const sorted = [...batches].sort((a, b) => a.tokens - b.tokens)
  const above = sorted.find(({ tokens }) => tokens >= paths)
  const below = sorted.findLast(({ tokens }) => tokens <= paths)
  if (above === undefined || below === undefined) return 1
  const share =
    above.tokens === below.tokens ? 0 : (paths - below.tokens) / (above.tokens - below.tokens)
  const ms = below.ms + share * (above.ms - below.ms)
  return Math.min(1, ms / (paths * decodeMs))
}

/** What `advise` would have said before, what it says with all that was measured, and what came of each method. */
export function comparePredictions(
  problems: readonly MeasuredProblem[],
  { alpha, speed, plan }: { alpha: number; speed: PairSpeed; plan: MeasuredPlan }
): ComparedPrediction[] {
  const total = (pick: (problem: MeasuredProblem) => number) =>
    problems.reduce((sum, problem) => sum + pick(problem), 0)
  const judged = total((problem) => problem.judged)
  const sizes = {
    prompt: total(({ promptTokens }) => promptTokens) / problems.length,
    solution: total(({ solutionTokens }) => solutionTokens) / problems.length,
    step:
      total(({ solutionTokens }) => solutionTokens) / total(({ solutionSteps }) => solutionSteps)
  }
  const guessed = predict({ ...guessFromSizes(alpha), ...sizes }, PATHS)
  const informed = predict(
    {
      ...guessFromSizes(alpha),
      ...speedsOf(speed),
      ...sizes,
      acceptance:
        judged === 0 ? UNMEASURED_PAIR.acceptance : total(({ accepted }) => accepted) / judged
    },
    PATHS
  )
  const measured = measuredCosts(
    problems.map(({ record }) => record),
    plan
  )
  return guessed.flatMap((guess, index) => {
    const { method, paths } = guess
    const prediction = informed[index]!
    const found = measured[method] ?? null
    return [{ method, paths, guessed: costs(guess), predicted: costs(prediction), measured: found }]
  })
}

/** Paths of the methods with several, in a calibration's comparison. */
const PATHS = 3

function costs({ time, gamma, gammaDecode }: Prediction | MeasuredPlan) {
  return { time, gamma, gammaDecode }
}

/** The methods of which an exhaustive attempt holds every part. Their paths came one after another. */
function measuredCosts(
  records: readonly ProblemRecord[],
  plan: MeasuredPlan
): Partial<Record<string, ReturnType<typeof costs>>> {
  const over = (parts: (record: ProblemRecord) => readonly Price[]) => {
    const ratio = (pick: (price: Price) => number) =>
      sum(records.flatMap((record) => parts(record).map(pick))) /
      sum(records.map(({ baseline }) => pick(baseline.price)))
    return {
      time: ratio(({ wallMs }) => wallMs),
      gamma: ratio(({ flops }) => flops),
      gammaDecode: ratio(({ decoded }) => decoded)
    }
  }
  return {
    draft: over(({ draft }) => [draft.path.price]),
    specreason: over(({ selected }) => selected.slice(0, 1).map(({ price }) => price)),
    ssr: over(({ selection, selected }) => [
      selection,
      ...selected.slice(0, PATHS).map(({ price }) => price)
    ]),
    'ssr-adaptive': costs(plan)
  }
}
