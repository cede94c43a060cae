import { largestDemand } from '../../core/memory/context-demand.ts'
import { exhaustivePlan, priceOf, recordOf } from '../../core/calibration/record.ts'
import type { MeasuredProblem } from '../../core/calibration/compare-predictions.ts'
import { deriveSeed } from '../../core/random.ts'
import { totalUsage, type Usage } from '../../shared/cost.ts'
import type { AttemptEvent } from '../../shared/events.ts'
import { foldAll } from '../../shared/fold.ts'
import type { MethodName, SolveOptions } from '../../shared/options.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { Strategy } from '../../shared/strategy-pool.ts'
import { acceptanceOf, type AttemptView } from '../../shared/view.ts'
import type { Engine } from '../engine/engine.ts'
import { isRightAnswer } from '../runs/grade.ts'

/** What a pair is calibrated with. */
export interface Setup extends Omit<Parameters<Engine['solve']>[0], 'problem' | 'baseline'> {
  readonly options: SolveOptions
}

/** One problem, measured. */
export interface Measurement extends MeasuredProblem {
  /** What the draft wrote alone, for the target to judge. */
  readonly drafted: {
    readonly problem: string
    readonly strategy: Strategy | null
    readonly steps: readonly string[]
    readonly right: boolean
  }
}

/** Target-checked paths beside the one that the draft hands over. */
const SELECTED_PATHS = 5

/**
 * Solves problems by the target alone and by everything that a plan of `ssr-adaptive` could ask for, in turn. Ends early
 * with what it has when it is asked to stop.
 */
export async function* measurePair(
  engine: Pick<Engine, 'solve'>,
  setup: Setup,
  problems: readonly Problem[],
  signal: AbortSignal
): AsyncGenerator<Measurement> {
  for (const problem of problems) {
    const isRight = (answer: string) => isRightAnswer(problem, answer, 'standard')
    const seed = deriveSeed(setup.options.seed, 'calibrate', problem.id)
    const attempt = (method: MethodName) =>
      collect(
        engine.solve(
          {
            ...setup,
            problem: problem.text,
            answerKind: problem.answerKind,
            baseline: null,
            options: {
              ...setup.options,
              method,
              seed,
              stop: 'all',
              vote: null,
              plan: exhaustivePlan(1 + SELECTED_PATHS)
            }
          },
          signal
        )
      )
    const alone = await attempt('baseline')
    // An attempt that is begun after the wish to stop is refused.
    if (signal.aborted) return
    const all = await attempt('ssr-adaptive')
    if (signal.aborted) return
    const record = recordOf(all, isRight)
    const finished = alone.find((event) => event.type === 'finished')
    if (record === null || finished?.outcome === 'failed') continue
    const right = finished!.answer !== null && isRight(finished!.answer)
    const view = foldAll(all)
    const { judged, accepted } = acceptanceOf(view.paths)
    yield {
      record: { baseline: { right, price: priceOf(finished!, alphaOf(alone)) }, ...record },
      judged,
      accepted,
      ...lengthsOf(foldAll(alone)),
      selectionTokens: totalTokens(view.cost.target.select),
      drafted: {
        problem: problem.text,
        strategy: view.paths[0]!.strategy,
        steps: view.paths[0]!.steps.map(({ text }) => text),
        right: record.draft.path.right
      }
    }
  }
}

/** How large the contexts have to be for it. */
export function calibrationDemand(options: SolveOptions, context: number | null) {
  const plan = exhaustivePlan(1 + SELECTED_PATHS)
  return largestDemand(['baseline', 'ssr-adaptive'], { ...options, plan }, context)
}

/** How long the prompt and the target's own solution are. */
function lengthsOf({ cost, paths }: AttemptView) {
  return {
    promptTokens: cost.target.prompt.prefilled,
    solutionTokens: totalUsage(cost.target).decoded,
    solutionSteps: Math.max(1, paths[0]?.steps.length ?? 1)
  }
}

function totalTokens({ prefilled, decoded }: Usage): number {
  return prefilled + decoded
}

async function collect(events: AsyncIterable<AttemptEvent>): Promise<AttemptEvent[]> {
  const list: AttemptEvent[] = []
  for await (const event of events) if (event.type !== 'step-progress') list.push(event)
  const last = list.at(-1)
  if (last?.type === 'finished' && last.outcome === 'failed')
    throw new Error(last.cause ?? 'failed')
  return list
}

function alphaOf(events: readonly AttemptEvent[]): number {
  const started = events.find((event) => event.type === 'started')
  return started ? started.pair.draft.parameters / started.pair.target.parameters : 0
}
