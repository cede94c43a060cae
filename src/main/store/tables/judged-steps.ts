import type { MethodName } from '../../../shared/options.ts'
import { type Database, prepared } from '../sql.ts'

/** A step that the draft wrote and the target judged. */
export interface JudgedStep {
  readonly method: MethodName
  /** Position of the problem in the run. */
  readonly problem: number
  /** Place in its path, from 0. */
  readonly step: number
  /** Of the draft where it stands; null where the target rewrote it. */
  readonly score: number | null
  /** Of its path. */
  readonly answer: string | null
}

/** The judged steps of a run's settled attempts. Only a draft that stands keeps a score of its own. */
export function judgedSteps(database: Database, runKey: number): JudgedStep[] {
  return prepared<[number], JudgedStep>(
    database,
    `SELECT attempts.method, attempts.problem, steps.step, steps.score, paths.answer
     FROM attempts JOIN steps ON steps.attempt_key = attempts.key
       JOIN paths ON paths.attempt_key = steps.attempt_key AND paths.path = steps.path
     WHERE attempts.run_key = ? AND attempts.status IN ('done', 'failed')
       AND (steps.score IS NOT NULL OR steps.rejected_text IS NOT NULL)`
  ).all(runKey)
}

/** What a path of a settled attempt brought to the vote. */
export interface PathOutcome {
  readonly attempt: number
  readonly path: number
  readonly ended: string | null
  readonly answer: string | null
  readonly forced: number
  /** Mean of the scores of its drafts that stand. */
  readonly meanScore: number | null
}

/** The paths of a run's settled attempts, in the order in which they were opened. */
export function pathOutcomes(database: Database, runKey: number): PathOutcome[] {
  return prepared<[number], PathOutcome>(
    database,
    `SELECT paths.attempt_key AS attempt, paths.path, paths.ended, paths.answer, paths.forced,
       (SELECT avg(score) FROM steps WHERE steps.attempt_key = paths.attempt_key AND steps.path = paths.path) AS meanScore
     FROM attempts JOIN paths ON paths.attempt_key = attempts.key
     WHERE attempts.run_key = ? AND attempts.status IN ('done', 'failed')
     ORDER BY paths.attempt_key, paths.path`
  ).all(runKey)
}
