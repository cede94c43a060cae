import type { AtOnce } from '../../shared/at-once.ts'
import type { MethodName } from '../../shared/options.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { ProblemSetStore } from '../problem-sets/problem-set-store.ts'
import { attemptsAtOnce, firstAtOnce } from '../runs/attempts-at-once.ts'
import { createRun } from '../runs/create-run.ts'
import { resolveBenchmark } from '../runs/find-run.ts'
import { forecastRun, type RunForecast } from '../runs/forecast.ts'
import type { RunServices } from '../runs/services.ts'
import { VERSION } from '../version.ts'
import type { AttemptSetup } from './attempt-setup.ts'
import { findSet } from './problem-sets.ts'

/** What is compared where nothing else is chosen. */
export const BENCHMARK_METHODS: readonly MethodName[] = ['baseline', 'ssr-adaptive']

/** A problem set to be solved by several methods. */
export interface BenchmarkOrder extends AttemptSetup {
  readonly set: string
  readonly methods: readonly MethodName[]
  /** Attempts at each problem by each method. */
  readonly repeats: number
  /** Only the first so many problems; null, as where it is left out, for all. */
  readonly limit?: number | null | undefined
  /** Only so many problems, drawn with the seed; null, as where it is left out, for all. */
  readonly sample?: number | null | undefined
  /** How strictly answers are graded; `standard` where it is left out. */
  readonly policy?: RunConfig['policy']
  /** Attempts that are made at the same time; as many as suit the pair where it is left out. */
  readonly parallel?: AtOnce | undefined
}

/** Writes a benchmark down, complete and not begun. Returns the run's id. */
export async function createBenchmark(
  services: RunServices,
  problemSets: ProblemSetStore,
  { set: id, limit = null, sample = null, policy = 'standard', ...order }: BenchmarkOrder
): Promise<string> {
  const { name, problems } = await findSet(problemSets, id)
  return createRun(services, {
    ...order,
    kind: 'benchmark',
    set: { id, name },
    problems,
    limit,
    sample,
    policy,
    tandemVersion: VERSION
  })
}

/**
 * The id of a benchmark to go on with.
 *
 * @param name its id, the beginning of it, or "latest".
 * @throws UserError where there is none, it is deleted, or it cannot be read.
 */
export function benchmarkToResume(
  { database }: Pick<RunServices, 'database'>,
  name: string
): string {
  return resolveBenchmark(database, name).id
}

/** How long that would take, going by what was run before. */
export async function forecastBenchmark(
  { database }: Pick<RunServices, 'database'>,
  problemSets: ProblemSetStore,
  {
    set,
    options,
    sample = null,
    limit = null,
    ...order
  }: Pick<
    BenchmarkOrder,
    'set' | 'methods' | 'repeats' | 'limit' | 'sample' | 'pair' | 'options' | 'parallel'
  >
): Promise<RunForecast> {
  const { length } = (await findSet(problemSets, set)).problems
  const problems = Math.min(length, sample ?? length, limit ?? length)
  const parallel = firstAtOnce(order.parallel ?? attemptsAtOnce(order.pair))
  return forecastRun(database, { ...order, problems, parallel, paths: options.paths })
}
