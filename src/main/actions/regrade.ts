import type { Policy } from '../../core/answers/equivalent.ts'
import type { Regrading } from '../../shared/contract/judging.ts'
import { resolveBenchmark } from '../runs/find-run.ts'
import { gradeAnswer } from '../runs/grade.ts'
import type { RunServices } from '../runs/services.ts'
import { settledAttempts } from '../store/tables/attempts.ts'
import { gradesOfRun, insertGrade } from '../store/tables/grades.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'

/**
 * Grades a run's answers again, without solving anything. Verdicts that a person gave stay.
 *
 * @param name of the run; "latest" is the newest benchmark.
 */
export async function regradeRun(
  { database, judge, now, live }: Pick<RunServices, 'database' | 'judge' | 'now' | 'live'>,
  name: string,
  policy: Policy
): Promise<Regrading & { readonly run: string }> {
  const run = resolveBenchmark(database, name)
  const problems = problemsOfRun(database, run.key)
  const current = gradesOfRun(database, run.key)
  const changed: Regrading['changed'] = []
  let [graded, kept] = [0, 0]
  for (const attempt of settledAttempts(database, run.key)) {
    const { key, problem: position, method, repeat, answer } = attempt
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
  return { run: run.id, graded, changed, kept }
}
