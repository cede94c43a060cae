import type { Verdict } from '../../shared/run-record.ts'
import { resolveLiveRun } from '../runs/find-run.ts'
import type { RunServices } from '../runs/services.ts'
import type { Database } from '../store/sql.ts'
import { readAttempt, settledAttempts } from '../store/tables/attempts.ts'
import { deletePersonalGrades, gradesOf, insertGrade } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'

/** Where an attempt stands in its run. */
export interface AttemptPlace {
  /** Id of the problem. */
  readonly problem: string
  readonly method: string
  readonly repeat: number
}

/** What a person says of an answer, and why. */
export interface JudgementGiven {
  readonly verdict: Verdict
  readonly note: string
}

/**
 * Puts a person's verdict on an attempt in force, which survives regrading; null takes it back, and the grader's own
 * is in force again.
 *
 * @param which the attempt's key, or its place.
 * @returns also what the person had said until then, or null: to judge by it again undoes this.
 * @throws UserError where the run has no such attempt that has ended
 */
export function judgeAttempt(
  { database, now, live }: Pick<RunServices, 'database' | 'now' | 'live'>,
  name: string,
  which: number | AttemptPlace,
  judgement: JudgementGiven | null
): {
  readonly run: string
  readonly attempt: number
  readonly before: JudgementGiven | null
} {
  const run = resolveLiveRun(database, name)
  const attempt = typeof which === 'number' ? which : attemptAt(database, run, which)
  requireEnded(database, run, attempt)
  const last = gradesOf(database, attempt).findLast(({ policy }) => policy === null)
  const judge = database.transaction(() => {
    if (judgement === null) return deletePersonalGrades(database, attempt)
    const { verdict, note } = judgement
    insertGrade(database, attempt, { verdict, policy: null, reason: note, givenAt: now() })
  })
  judge.immediate()
  live.emit('changed', run.id)
  const before = last ? { verdict: last.verdict, note: last.reason } : null
  return { run: run.id, attempt, before }
}

/** The attempt at that place. */
function attemptAt(database: Database, run: RunRecord, place: AttemptPlace): number {
  const position = problemsOfRun(database, run.key).findIndex(({ id }) => id === place.problem)
  const attempt = settledAttempts(database, run.key).find(
    ({ problem, method, repeat }) =>
      problem === position && method === place.method && repeat === place.repeat
  )
  if (attempt) return attempt.key
  throw new UserError(
    `The run ${run.id} has no finished attempt at "${place.problem}" by ${place.method}, repeat ${place.repeat}.`,
    `See its attempts with: tandem show ${run.id}`
  )
}

function requireEnded(database: Database, run: RunRecord, attempt: number): void {
  const record = readAttempt(database, attempt)
  const ended = record?.status === 'done' || record?.status === 'failed'
  if (record?.runKey === run.key && ended) return
  throw new UserError('Only an attempt that has ended can be judged.', 'Wait for its end.')
}
