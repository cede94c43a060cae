import { isSameSource } from '../../shared/model-source.ts'
import type { MethodName } from '../../shared/options.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import { methodTimes } from '../store/tables/attempts.ts'
import { listRunRecords, type RunRecord } from '../store/tables/runs.ts'

/** Runs that a forecast looks back at. */
const REMEMBERED_RUNS = 50

/** What is to be run. */
export interface ForecastRequest {
  readonly methods: readonly MethodName[]
  readonly repeats: number
  readonly problems: number
  readonly paths: number
  readonly pair: Pick<PairSetup, 'target' | 'draft'>
  /** Attempts that are made at the same time. */
  readonly parallel: number
}

export interface RunForecast {
  readonly attempts: number
  /** Null where no method of it was run before. */
  readonly ms: number | null
  /** Methods without an earlier attempt: the mean of the others stands for them. */
  readonly unknown: readonly MethodName[]
}

/**
 * How long a run will take, from the mean time of earlier attempts of the same methods: of those with the same models
 * and number of paths where there are any, else of all.
 */
export function forecastRun(database: Database, request: ForecastRequest): RunForecast {
  const { methods, repeats, problems, parallel } = request
  const runs = listRunRecords(database, { limit: REMEMBERED_RUNS })
  const alike = meanTimes(
    database,
    runs.filter(({ config }) => isAlike(config, request))
  )
  const all = meanTimes(database, runs)
  const known = new Map(
    methods.flatMap((method) => {
      const ms = alike.get(method) ?? all.get(method)
      return ms === undefined ? [] : [[method, ms] as const]
    })
  )
  const mean = [...known.values()].reduce((sum, ms) => sum + ms, 0) / known.size
  const attempts = methods.length * problems * repeats
  return {
    attempts,
    ms:
      known.size === 0
        ? null
        : methods.reduce(
            (sum, method) => sum + problems * repeats * (known.get(method) ?? mean),
            0
          ) / Math.min(parallel, attempts),
    unknown: methods.filter((method) => !known.has(method))
  }
}

function isAlike(
  { pair, options }: RunRecord['config'],
  { pair: wanted, paths }: ForecastRequest
): boolean {
  const { target, draft } = pair.setup
  return (
    isSameSource(target, wanted.target) &&
    isSameSource(draft, wanted.draft) &&
    options.paths === paths
  )
}

/** Milliseconds of an attempt, by method. */
function meanTimes(database: Database, runs: readonly RunRecord[]): Map<MethodName, number> {
  const sums = new Map<MethodName, { attempts: number; ms: number }>()
  for (const { key } of runs) {
    for (const { method, attempts, ms } of methodTimes(database, key)) {
      const sum = sums.get(method) ?? { attempts: 0, ms: 0 }
      sums.set(method, { attempts: sum.attempts + attempts, ms: sum.ms + ms })
    }
  }
  return new Map([...sums].map(([method, { attempts, ms }]) => [method, ms / attempts]))
}
