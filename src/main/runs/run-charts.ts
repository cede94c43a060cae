import type { Problem } from '../../shared/problem-set.ts'
import type { RunCharts } from '../../shared/run-charts.ts'
import type { Database } from '../store/sql.ts'
import { judgedSteps, pathOutcomes } from '../store/tables/judged-steps.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { countedAttempts } from './failed-by-engine.ts'
import { isRightAnswer } from './grade.ts'
import { reportInput } from './run-report.ts'
import { readSettled, type SettledAttempt } from './settled.ts'
import { acceptanceByPlace, type IsRight, scoresByOutcome } from './step-charts.ts'
import { accuracyByPaths, accuracyByRepeats } from './vote-charts.ts'

/** What the steps and paths of a run say, computed from the store. */
export function readCharts(database: Database, run: RunRecord): RunCharts {
  const problems = problemsOfRun(database, run.key)
  const attempts = countedAttempts(readSettled(database, run.key), false)
  const steps = judgedSteps(database, run.key)
  const { methods, options, policy } = run.config
  const input = reportInput(run, problems, attempts)
  const isRight = rightnessIn(problems, attempts, policy)
  return {
    acceptance: acceptanceByPlace(steps, methods),
    scores: scoresByOutcome(steps, methods, options.scorer, isRight),
    paths: accuracyByPaths(input, pathOutcomes(database, run.key), isRight),
    repeats: accuracyByRepeats(input)
  }
}

/**
 * Judges the answers of single paths, each spelling once. Verdicts that are stored for whole attempts hold for the
 * same answer of a path too, those that a person gave included.
 */
export function rightnessIn(
  problems: readonly Problem[],
  attempts: readonly Pick<SettledAttempt, 'problem' | 'answer' | 'verdict'>[],
  policy: RunRecord['config']['policy']
): IsRight {
  const known = problems.map(() => new Map<string, boolean>())
  for (const { problem, answer, verdict } of attempts) {
    if (answer !== null && verdict !== null) known[problem]!.set(answer, verdict === 'right')
  }
  return (position, answer) => {
    const problem = problems[position]!
    if (problem.answer === undefined) return null
    if (answer === null) return false
    const judged = known[position]!.get(answer)
    if (judged !== undefined) return judged
    const right = isRightAnswer(problem, answer, policy)
    known[position]!.set(answer, right)
    return right
  }
}
