import type { RunWhatIf } from '../../shared/contract/what-if.ts'
import { foldAll } from '../../shared/fold.ts'
import type { MethodName } from '../../shared/options.ts'
import { highestScore, thresholdStep } from '../../shared/scorers/scorers.ts'
import {
  gammaDecodeAt,
  joinJudgings,
  judgingOf,
  whatIf,
  type Judging
} from '../../shared/what-if.ts'
import type { Database } from '../store/sql.ts'
import { readEvents } from '../store/tables/event-batches.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { readReport } from './run-report.ts'
import { readSettled } from './settled.ts'

/** What another threshold is asked of, for one method of a run. */
export interface MethodJudging {
  readonly method: MethodName
  readonly judging: Judging
  /** As the run's report has it; null where it is not known. */
  readonly gammaDecode: number | null
}

/** The judged drafts of a run by method; methods without any are left out. Reads every event. */
export function judgingsOfRun(database: Database, run: RunRecord): MethodJudging[] {
  const { methods } = readReport(database, run)
  const attempts = Map.groupBy(readSettled(database, run.key), ({ method }) => method)
  return run.config.methods.flatMap((method) => {
    const judging = joinJudgings(
      (attempts.get(method) ?? []).flatMap(
        ({ key }) => judgingOf(foldAll(readEvents(database, key)), key) ?? []
      )
    )
    if (judging === null) return []
    return [{ method, judging, gammaDecode: methods[method]?.gammaDecode ?? null }]
  })
}

/** The same at every threshold of the run's scorer, for a page whose reader moves it. */
export function readWhatIf(database: Database, run: RunRecord): RunWhatIf {
  const { scorer, threshold } = run.config.options
  const step = thresholdStep(scorer)
  const places = Math.round(highestScore(scorer) / step)
  const thresholds = Array.from({ length: places + 1 }, (_, place) =>
    Number((place * step).toFixed(2))
  )
  const methods = judgingsOfRun(database, run).map(({ method, judging, gammaDecode }) => ({
    method,
    judged: judging.drafts.length,
    stood: judging.drafts.filter(({ written }) => written === null).length,
    target: judging.target,
    gammaDecode,
    points: thresholds.map((threshold) => {
      const { stand, target, decoding } = whatIf(judging, threshold)
      return { threshold, stand, target, gammaDecode: gammaDecodeAt({ gammaDecode, decoding }) }
    })
  }))
  return { scorer, threshold, methods }
}
