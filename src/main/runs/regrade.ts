import type { Policy } from '../../core/answers/equivalent.ts'
import type { Verdict } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import { settledAttempts } from '../store/tables/attempts.ts'
import { deletePersonalGrades, gradesOfRun, insertGrade } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import { gradeAnswer } from './grade.ts'
import type { RunServices } from './services.ts'

/** What regrading changed. */
export interface Regrading {
  readonly graded: number
  readonly changed: readonly {
    readonly problem: string
    readonly method: string
    readonly repeat: number
    readonly answer: string | null
    readonly before: Verdict | null
    readonly after: Verdict
  }[]
  /** Verdicts that a person gave, and that stay. */
  readonly kept: number
}

/** Grades a run's answers again, without solving anything. Verdicts that a person gave stay. */
export async function regradeRun(
  { database, judge, now, live }: Pick<RunServices, 'database' | 'judge' | 'now' | 'live'>,
  run: RunRecord,
  policy: Policy
): Promise<Regrading> {
  const problems = problemsOfRun(database, run.key)
  const current = gradesOfRun(database, run.key)
  const attempts = settledAttempts(database, run.key)
  const changed: Regrading['changed'][number][] = []
  let [graded, kept] = [0, 0]
  for (const { key, problem: position, method, repeat, answer } of attempts) {
    const before = current.get(key) ?? null
    if (before?.policy === null) {
      kept++
      continue
    }
    const problem = problems[position]!
    const grade = await gradeAnswer(judge, problem, answer, policy, now())
    if (!grade) continue
    graded++
    database.transaction(() => insertGrade(database, key, grade)).immediate()
    if (grade.verdict !== before?.verdict) {
      const [from, after] = [before?.verdict ?? null, grade.verdict]
      changed.push({ problem: problem.id, method, repeat, answer, before: from, after })
    }
  }
  live.emit('changed', run.id)
  return { graded, changed, kept }
}

/**
 * Puts a person's verdict on an attempt in force; it survives regrading.
 *
 * @param note why.
 */
export function overrule(
  { database, now, live }: Pick<RunServices, 'database' | 'now' | 'live'>,
  run: RunRecord,
  attempt: number,
  { verdict, note }: { readonly verdict: Verdict; readonly note: string }
): void {
  const grade = { verdict, policy: null, reason: note, givenAt: now() }
  database.transaction(() => insertGrade(database, attempt, grade)).immediate()
  live.emit('changed', run.id)
}

/** Takes a person's verdict back: the grader's own is in force again. */
export function withdrawJudgement(
  { database, live }: Pick<RunServices, 'database' | 'live'>,
  run: RunRecord,
  attempt: number
): void {
  database.transaction(() => deletePersonalGrades(database, attempt)).immediate()
  live.emit('changed', run.id)
}

/**
 * The settled attempt of a problem.
 *
 * @throws UserError where the run has none.
 */
export function findAttempt(
  database: Database,
  run: RunRecord,
  place: { readonly problem: string; readonly method: string; readonly repeat: number }
): number {
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
