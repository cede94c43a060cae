import type { AttemptOutcome } from '../../../shared/attempt-outcomes.ts'
import { OWN_FAILURES } from '../../runs/failed-by-engine.ts'
import { type Database, prepared } from '../sql.ts'

/** Of a row of `attempts` called `one`; only settled ones are asked. */
const CONDITIONS: Readonly<Record<AttemptOutcome, string>> = {
  right: `one.verdict = 'right'`,
  wrong: `one.verdict = 'wrong' AND one.answer IS NOT NULL`,
  'no-answer': `one.status = 'done' AND one.answer IS NULL`,
  flipped: `one.status = 'done' AND one.verdict IN ('right', 'wrong') AND EXISTS (
    SELECT 1 FROM attempts AS other
    WHERE other.run_key = one.run_key AND other.problem = one.problem AND other.status = 'done'
      AND other.verdict IN ('right', 'wrong') AND other.verdict <> one.verdict)`,
  tie: `one.tie IS NOT NULL`,
  // As shared/view.ts says it beside an answer: all paths that voted for it were asked for theirs.
  forced: `EXISTS (SELECT 1 FROM votes WHERE attempt_key = one.key AND position = 0)
    AND NOT EXISTS (
      SELECT 1 FROM votes, json_each(votes.paths)
      JOIN paths ON paths.attempt_key = one.key AND paths.path = json_each.value
      WHERE votes.attempt_key = one.key AND votes.position = 0 AND paths.forced = 0)`,
  failed: `one.status = 'failed'`
}

const SETTLED = `one.status IN ('done', 'failed')`
/** As countedAttempts leaves them. */
const OWN = OWN_FAILURES.map((error) => `'${error}'`).join(', ')

/** Keys of the runs that have such an attempt, as a condition on `runs.key`. */
export function hasOutcome(outcome: AttemptOutcome): string {
  return `key IN (SELECT one.run_key FROM attempts AS one WHERE ${SETTLED} AND ${CONDITIONS[outcome]})`
}

/** The attempts of a run with an outcome, in the order of its problems. */
export function attemptsWithOutcome(
  database: Database,
  runKey: number,
  outcome: AttemptOutcome
): number[] {
  return prepared<[number], { key: number }>(
    database,
    `SELECT one.key FROM attempts AS one
     WHERE one.run_key = ? AND ${SETTLED} AND ${CONDITIONS[outcome]} ORDER BY one.problem, one.key`
  )
    .all(runKey)
    .map(({ key }) => key)
}

/**
 * The accuracy of each method of a run, as its report says it: the mean over problems that have an answer of their share
 * of right attempts, those that the engine failed left out.
 */
export function accuracyByMethod(
  database: Database,
  runKey: number
): { readonly method: string; readonly accuracy: number; readonly problems: number }[] {
  return prepared<[number], { method: string; accuracy: number; problems: number }>(
    database,
    `SELECT method, avg(share) AS accuracy, count(*) AS problems FROM (
       SELECT one.method, avg(one.verdict IS 'right') AS share
       FROM attempts AS one
       JOIN run_problems ON run_problems.run_key = one.run_key AND run_problems.position = one.problem
       JOIN problems ON problems.key = run_problems.problem_key AND problems.answer IS NOT NULL
       WHERE one.run_key = ? AND ${SETTLED}
         AND (one.status <> 'failed' OR one.error IS NULL OR one.error IN (${OWN}))
       GROUP BY one.method, one.problem)
     GROUP BY method ORDER BY method`
  ).all(runKey)
}
