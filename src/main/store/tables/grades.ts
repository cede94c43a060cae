import type { Verdict } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

/** One judgement of an attempt's answer. */
export interface Grade {
  readonly verdict: Verdict
  /** The policy of the grader, or null where a person judged. */
  readonly policy: 'strict' | 'standard' | null
  readonly reason: string
  readonly givenAt: number
}

/** Records a judgement and puts it in force. */
export function insertGrade(database: Database, attemptKey: number, grade: Grade): void {
  prepared<Grade & { attemptKey: number }>(
    database,
    `INSERT INTO grades (attempt_key, verdict, policy, reason, given_at)
     VALUES (@attemptKey, @verdict, @policy, @reason, @givenAt)`
  ).run({ ...grade, attemptKey })
  prepared<[Verdict, number]>(database, 'UPDATE attempts SET verdict = ? WHERE key = ?').run(
    grade.verdict,
    attemptKey
  )
}

/** Forgets what people judged; the grader's last verdict is in force again, or none where it gave none. */
export function deletePersonalGrades(database: Database, attemptKey: number): void {
  prepared<[number]>(database, 'DELETE FROM grades WHERE attempt_key = ? AND policy IS NULL').run(
    attemptKey
  )
  prepared<[number]>(
    database,
    `UPDATE attempts SET verdict =
       (SELECT verdict FROM grades WHERE attempt_key = attempts.key ORDER BY grades.key DESC LIMIT 1)
     WHERE key = ?`
  ).run(attemptKey)
}

/** All judgements of an attempt, the one in force last. */
export function gradesOf(database: Database, attemptKey: number): Grade[] {
  return prepared<[number], Grade>(
    database,
    'SELECT verdict, policy, reason, given_at AS givenAt FROM grades WHERE attempt_key = ? ORDER BY key'
  ).all(attemptKey)
}

/** The judgement in force of each settled attempt of a run. */
export function gradesOfRun(database: Database, runKey: number): Map<number, Grade> {
  const rows = prepared<[number], Grade & { attemptKey: number }>(
    database,
    `SELECT attempt_key AS attemptKey, grades.verdict, policy, reason, given_at AS givenAt
     FROM attempts JOIN grades ON grades.attempt_key = attempts.key
     WHERE attempts.run_key = ? AND attempts.status IN ('done', 'failed') ORDER BY grades.key`
  ).all(runKey)
  return new Map(rows.map(({ attemptKey, ...grade }) => [attemptKey, grade]))
}
