import type { Outcome, Ratios } from '../../../shared/events.ts'
import type { MethodName } from '../../../shared/options.ts'
import type { AttemptStatus, Verdict } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

/** A place in a run's queue: one problem, once, with one method. */
export interface Slot {
  /** Position of the problem in the run. */
  readonly problem: number
  readonly method: MethodName
  readonly repeat: number
}

export interface AttemptRecord extends Slot {
  readonly key: number
  readonly runKey: number
  readonly seed: number
  readonly status: AttemptStatus
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly outcome: Outcome | null
  readonly answer: string | null
  /** The kind of error, where there was one. */
  readonly error: string | null
  readonly cause: string | null
  readonly wallMs: number | null
  readonly gamma: number | null
  readonly gammaDecode: number | null
  readonly wallRatio: number | null
  readonly baseline: Ratios['baseline'] | null
  /** Drafted steps that were judged, and those of them that stood. */
  readonly drafted: number
  readonly accepted: number
  readonly verdict: Verdict | null
}

const COLUMNS = `key, run_key AS runKey, problem, method, repeat, seed, status, started_at AS startedAt,
  finished_at AS finishedAt, outcome, answer, error, cause, wall_ms AS wallMs, gamma, gamma_decode AS gammaDecode,
  wall_ratio AS wallRatio, baseline, drafted, accepted, verdict`

/** Writes the attempt down before it begins. */
export function insertAttempt(
  database: Database,
  attempt: Slot & { readonly runKey: number; readonly seed: number; readonly startedAt: number }
): number {
  const { lastInsertRowid } = prepared<typeof attempt>(
    database,
    `INSERT INTO attempts (run_key, problem, method, repeat, seed, status, started_at)
     VALUES (@runKey, @problem, @method, @repeat, @seed, 'running', @startedAt)`
  ).run(attempt)
  return Number(lastInsertRowid)
}

export type AttemptEnd = Pick<
  AttemptRecord,
  | 'status'
  | 'finishedAt'
  | 'outcome'
  | 'answer'
  | 'error'
  | 'cause'
  | 'wallMs'
  | 'gamma'
  | 'gammaDecode'
  | 'wallRatio'
  | 'baseline'
  | 'drafted'
  | 'accepted'
> & { readonly tie: string | null }

export function endAttempt(database: Database, key: number, end: AttemptEnd): void {
  prepared<AttemptEnd & { key: number }>(
    database,
    `UPDATE attempts SET status = @status, finished_at = @finishedAt, outcome = @outcome, answer = @answer,
       tie = @tie, error = @error, cause = @cause, wall_ms = @wallMs, gamma = @gamma, gamma_decode = @gammaDecode,
       wall_ratio = @wallRatio, baseline = @baseline, drafted = @drafted, accepted = @accepted
     WHERE key = @key`
  ).run({ ...end, key })
}

/** Attempts that a dead process left running keep what they have, and their places are free again. */
export function interruptRunning(database: Database, runKey: number, now: number): number {
  return prepared<[number, number]>(
    database,
    `UPDATE attempts SET status = 'interrupted', finished_at = ? WHERE run_key = ? AND status = 'running'`
  ).run(now, runKey).changes
}

/** Frees the places of failed attempts, so that they are tried again. */
export function retireFailed(database: Database, runKey: number): number {
  return prepared<[number]>(
    database,
    `UPDATE attempts SET status = 'retried' WHERE run_key = ? AND status = 'failed'`
  ).run(runKey).changes
}

/** Frees the place of one attempt, so that it is tried again. */
export function retireAttempt(database: Database, key: number): void {
  prepared<[number]>(database, `UPDATE attempts SET status = 'retried' WHERE key = ?`).run(key)
}

/** How often each method of a run was tried to an end, and the milliseconds that it took in all. */
export function methodTimes(
  database: Database,
  runKey: number
): { method: MethodName; attempts: number; ms: number }[] {
  return prepared<[number], { method: MethodName; attempts: number; ms: number }>(
    database,
    `SELECT method, count(*) AS attempts, sum(finished_at - started_at) AS ms FROM attempts
     WHERE run_key = ? AND status IN ('done', 'failed', 'retried') AND finished_at IS NOT NULL GROUP BY method`
  ).all(runKey)
}

/** Milliseconds in which a run was worked on: those in which several attempts were under way count once. */
export function workedMs(database: Database, runKey: number): number {
  const spans = prepared<[number], { from: number; to: number }>(
    database,
    `SELECT started_at AS "from", finished_at AS "to" FROM attempts
     WHERE run_key = ? AND status IN ('done', 'failed', 'retried') AND finished_at IS NOT NULL ORDER BY key`
  ).all(runKey)
  let [ms, end] = [0, -Infinity]
  for (const { from, to } of spans) {
    ms += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return ms
}

/**
 * The attempts that count: one for each place of the queue that is settled, problem by problem in the order of the plan.
 * Which of them was made first, or tried again, changes nothing.
 */
export function settledAttempts(database: Database, runKey: number): AttemptRecord[] {
  const plan = plannedMethods(database, runKey)
  return prepared<[number], AttemptRecord>(
    database,
    `SELECT ${COLUMNS} FROM attempts WHERE run_key = ? AND status IN ('done', 'failed') ORDER BY problem, repeat, key`
  )
    .all(runKey)
    .sort(
      (a, b) =>
        a.problem - b.problem ||
        a.repeat - b.repeat ||
        plan.indexOf(a.method) - plan.indexOf(b.method)
    )
}

/** The methods of a run in the order in which its plan has them: the baseline first. */
function plannedMethods(database: Database, runKey: number): readonly string[] {
  const found = prepared<[number], { methods: string | null }>(
    database,
    `SELECT config -> '$.methods' AS methods FROM runs WHERE key = ?`
  ).get(runKey)
  return ['baseline', ...(JSON.parse(found?.methods ?? '[]') as string[])]
}

/** Every attempt, first halves and retried ones included, in the order in which they began. */
export function allAttempts(database: Database, runKey: number): AttemptRecord[] {
  return prepared<[number], AttemptRecord>(
    database,
    `SELECT ${COLUMNS} FROM attempts WHERE run_key = ? ORDER BY key`
  ).all(runKey)
}

/** Every attempt of a run at one problem, in the order in which they began. */
export function attemptsAt(database: Database, runKey: number, problem: number): AttemptRecord[] {
  return prepared<[number, number], AttemptRecord>(
    database,
    `SELECT ${COLUMNS} FROM attempts WHERE run_key = ? AND problem = ? ORDER BY key`
  ).all(runKey, problem)
}

export function readAttempt(database: Database, key: number): AttemptRecord | null {
  return (
    prepared<[number], AttemptRecord>(
      database,
      `SELECT ${COLUMNS} FROM attempts WHERE key = ?`
    ).get(key) ?? null
  )
}

/** Attempts under way, whichever process works on them. */
export function runningAttempts(database: Database): { key: number; run: string }[] {
  return prepared<[], { key: number; run: string }>(
    database,
    `SELECT attempts.key, runs.id AS run FROM runs
     CROSS JOIN attempts ON attempts.run_key = runs.key AND attempts.status = 'running'
     WHERE runs.status = 'running' ORDER BY attempts.key`
  ).all()
}

/** How many attempts of a run have each status. */
export function countAttempts(
  database: Database,
  runKey: number
): Partial<Record<AttemptStatus, number>> {
  const rows = prepared<[number], { status: AttemptStatus; count: number }>(
    database,
    'SELECT status, count(*) AS count FROM attempts WHERE run_key = ? GROUP BY status'
  ).all(runKey)
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}
