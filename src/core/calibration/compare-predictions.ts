import type { ModelSpeed, PairSpeed } from '../../shared/judgement.ts'
import type {
  ComparedPrediction,
  MeasuredLengths,
  MeasuredPlan,
  PairCalibration
} from '../../shared/pair-calibration.ts'
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
  /** Tokens of the target's questions for a strategy. */
  readonly selectionTokens: number
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
} as const satisfies Partial<PairGuess> & { readonly readOverWrite: number }

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

/** Mean lengths of what was measured, in tokens. */
export function lengthsOf(problems: readonly MeasuredProblem[]): MeasuredLengths {
  const total = (pick: (problem: MeasuredProblem) => number) => sum(problems.map(pick))
  const solutions = total(({ solutionTokens }) => solutionTokens)
  return {
    prompt: total(({ promptTokens }) => promptTokens) / problems.length,
    solution: solutions / problems.length,
    step: solutions / total(({ solutionSteps }) => solutionSteps),
    selection: total(({ selectionTokens }) => selectionTokens) / problems.length
  }
}

/** What is known of a pair once it was measured. What an earlier version did not keep is guessed. */
export function guessFromMeasured({
  alpha,
  speed,
  acceptance: { judged, accepted },
  lengths
}: Pick<PairCalibration, 'alpha' | 'speed' | 'acceptance' | 'lengths'>): PairGuess {
  return {
    ...guessFromSizes(alpha),
    ...speedsOf(speed),
    ...lengths,
    ...(judged > 0 && { acceptance: accepted / judged })
  }
}

/** As it was measured: paths came one after another, so that none shared a batch. */
export function predictMeasured(found: Parameters<typeof guessFromMeasured>[0]): Prediction[] {
  return predict({ ...guessFromMeasured(found), together: () => 1 }, PATHS)
}

/** What `advise` would have said before, what it says with all that was measured, and what came of each method. */
export function comparePredictions(
  records: readonly ProblemRecord[],
  found: Parameters<typeof guessFromMeasured>[0] & { readonly lengths: MeasuredLengths },
  plan: MeasuredPlan
): ComparedPrediction[] {
  // The problems are known beforehand, and how long their solutions are; the questions are not.
  const { selection: _, ...sizes } = found.lengths
  const guessed = predict({ ...guessFromSizes(found.alpha), ...sizes }, PATHS)
  const informed = predictMeasured(found)
  const measured = measuredCosts(records, plan)
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
