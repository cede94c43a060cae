import { chooseScorer, evaluatePlans, type JudgedSolution } from '../../core/calibration/outcome.ts'
import { comparePredictions, lengthsOf } from '../../core/calibration/compare-predictions.ts'
import type { ProblemRecord } from '../../core/calibration/record.ts'
import { createRandom, deriveSeed, drawSome } from '../../core/random.ts'
import { sum } from '../../core/statistics/moments.ts'
import { alphaOf } from '../../shared/alpha.ts'
import type { PairCalibration } from '../../shared/pair-calibration.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { Engine } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { calibrationDemand, measurePair, type Measurement, type Setup } from './measure.ts'
import { wordsOfPair } from './pair-calibrations.ts'
import { fileToMeasure, measuredFile } from './same-file.ts'

/** Fewer leave nothing to choose by. */
export const LEAST_PROBLEMS = 10

export interface CalibrationRequest {
  readonly setup: Setup
  readonly set: PairCalibration['set']
  readonly problems: readonly Problem[]
}

/** How far it is: problems measured for choosing, drafts judged by every scorer, problems measured for certifying. */
export interface CalibrationProgress {
  readonly stage: 'loading' | 'choosing' | 'scorers' | 'certifying'
  readonly done: number
  readonly total: number
  /** Milliseconds, as far as that can be told. */
  readonly left: number | null
}

export interface CalibrationOptions {
  /** Aborted, it concludes from what it has; an `UserError` where that is too little. */
  readonly signal: AbortSignal
  readonly onProgress?: (progress: CalibrationProgress) => void
  readonly now?: () => number
}

/** Problems with known answers, drawn with the seed. */
export function drawProblems(
  set: { readonly id: string; readonly problems: readonly Problem[] },
  count: number,
  seed: number
): Problem[] {
  const left = set.problems.filter(({ answer }) => answer !== undefined)
  if (left.length < LEAST_PROBLEMS) {
    throw new UserError(
      `${set.id} has ${left.length} problems with answers, and calibrating takes ${LEAST_PROBLEMS}.`,
      'Choose another set.'
    )
  }
  return drawSome(left, count, createRandom(deriveSeed(seed, 'calibrate')))
}

/**
 * Whether a pair pays on this machine, and what suits it. On one half of the problems it chooses: the scorer and its
 * threshold by how the target judges what the draft wrote, the plans of each effort by what they would have answered and
 * spent. The other half is measured with the scorer that was chosen, and only says what may be promised.
 *
 * @throws UserError where fewer than ten problems were measured
 */
export async function calibratePair(
  engine: Engine,
  { setup, set, problems }: CalibrationRequest,
  { signal, onProgress = () => undefined, now = Date.now }: CalibrationOptions
): Promise<PairCalibration> {
  const { pair, prompts, pool, options } = setup
  for (const source of [pair.target, pair.draft]) fileToMeasure(source)
  onProgress({ stage: 'loading', done: 0, total: problems.length, left: null })
  const demand = calibrationDemand(options, pair.context)
  const described = await engine.describe(pair, demand, signal)
  const speed = await engine.speeds(pair, demand, signal)
  const half = Math.ceil(problems.length / 2)
  const clock = createClock(now, problems.length)

  async function measure(
    stage: CalibrationProgress['stage'],
    part: readonly Problem[],
    { scorer, threshold }: Pick<typeof options, 'scorer' | 'threshold'>
  ): Promise<Measurement[]> {
    const list: Measurement[] = []
    const before = stage === 'choosing' ? 0 : half
    const asked = { ...setup, options: { ...options, scorer, threshold } }
    for await (const measurement of measurePair(engine, asked, part, signal)) {
      list.push(measurement)
      const done = before + list.length
      onProgress({ stage, done, total: problems.length, left: clock.left(done) })
    }
    return list
  }

  const first = await measure('choosing', problems.slice(0, half), options)
  const solutions: JudgedSolution[] = []
  const job = { pair, by: 'target' as const, prompts, pool, cases: first.map(caseOf) }
  for await (const { solutions: judged } of signal.aborted
    ? []
    : engine.judge(job, demand, signal)) {
    solutions.push({ steps: judged[0] ?? [], right: first[solutions.length]!.drafted.right })
    const [done, total] = [solutions.length, first.length]
    onProgress({ stage: 'scorers', done, total, left: clock.left(half) })
  }
  const chosen = chooseScorer(solutions, options, prompts)
  const second = signal.aborted ? [] : await measure('certifying', problems.slice(half), chosen)
  const all = [...first, ...second]
  if (all.length < LEAST_PROBLEMS) {
    throw new UserError(
      `Only ${all.length} problems were measured.`,
      `Let it run until there are ${LEAST_PROBLEMS}.`
    )
  }
  // Stopped before anything was certified: what there is serves both ends, and nothing but the plans was chosen by it.
  const cut = second.length === 0
  const chosenOn = recordsOf(cut ? first.filter((_, index) => index % 2 === 0) : first)
  const certifiedOn = recordsOf(cut ? first.filter((_, index) => index % 2 === 1) : second)
  const outcome = evaluatePlans(chosenOn, certifiedOn, prompts.plans)
  const { target, draft } = described
  const found = {
    alpha: alphaOf(described),
    speed,
    acceptance: {
      judged: sum(all.map(({ judged }) => judged)),
      accepted: sum(all.map(({ accepted }) => accepted))
    },
    lengths: lengthsOf(all)
  }
  return {
    target: measuredFile(pair.target, target.sha256),
    draft: measuredFile(pair.draft, draft.sha256),
    names: { target: target.name, draft: draft.name },
    ...found,
    prompts: prompts.id,
    words: wordsOfPair(pair, prompts),
    strategies: pool.id,
    set,
    seed: options.seed,
    device: described.device,
    engine: described.engine,
    measuredAt: now(),
    ...(cut ? { ...chosen, scorer: options.scorer, threshold: options.threshold } : chosen),
    ...outcome,
    predictions: comparePredictions(recordsOf(all), found, outcome.efforts.balanced)
  }
}

function caseOf({ drafted: { problem, strategy, steps } }: Measurement) {
  return { problem, strategy, before: '', solutions: [[...steps]] }
}

function recordsOf(list: readonly Measurement[]): ProblemRecord[] {
  return list.map(({ record }) => record)
}

/** The time that is left, from what has been done. */
function createClock(now: () => number, total: number) {
  const start = now()
  return { left: (done: number) => ((now() - start) / done) * (total - done) }
}
