import type { Problem } from '../../shared/problem-set.ts'
import type { MethodName } from '../../shared/options.ts'
import type { AttemptPairs, MethodComparison, RunComparison } from '../../shared/run-comparison.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import { type AttemptRecord, settledAttempts } from '../store/tables/attempts.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import { countedAttempts } from './failed-by-engine.ts'
import { placeOf } from './plan.ts'
import { settingsApart, settingsOfRun } from './run-settings.ts'
import { contentOf } from './same-problem.ts'
import { comparePaired, concludeComparisons, gradableTallies } from './report.ts'

/** A run with its problems and attempts. */
interface Side {
  readonly run: RunRecord
  readonly problems: readonly Problem[]
  readonly attempts: readonly AttemptRecord[]
}

/** Two runs on the problems that they share. Methods of the same name are compared, or the only ones that there are. */
export function compareRuns(
  database: Database,
  runA: RunRecord,
  runB: RunRecord,
  { countFailures = false }: { readonly countFailures?: boolean } = {}
): RunComparison {
  const a = readSide(database, runA)
  const b = shared(a, readSide(database, runB))
  const drafts = pairMethods(a.run.config, b.run.config).map(([methodA, methodB]) =>
    compareMethods(a, b, [methodA, methodB], countFailures)
  )
  const concluded = concludeComparisons(drafts.flatMap(({ difference }) => difference ?? []))
  const methods = drafts.map((draft): MethodComparison => ({
    ...draft,
    difference: draft.difference ? concluded.shift()! : null
  }))
  return {
    a: runA.id,
    b: runB.id,
    config: configDifferences(database, runA, runB),
    countFailures,
    sharedProblems: new Set(b.attempts.map(({ problem }) => problem)).size,
    methods
  }
}

/** A method of run A beside one of run B, attempt by attempt, on the problems that they share. */
export function pairAttempts(
  database: Database,
  [runA, methodA]: readonly [RunRecord, MethodName],
  [runB, methodB]: readonly [RunRecord, MethodName]
): AttemptPairs {
  const a = readSide(database, runA)
  const b = shared(a, readSide(database, runB))
  function sideOf({ key, answer, verdict }: AttemptRecord) {
    return { attempt: key, answer, verdict }
  }
  return {
    problems: a.problems.map(({ id, text, answer }) => ({ id, text, answer: answer ?? null })),
    pairs: pairsOf(a, b, methodA, methodB).map(({ first, second }) => ({
      problem: first.problem,
      repeat: first.repeat,
      a: sideOf(first),
      b: sideOf(second)
    }))
  }
}

function readSide(database: Database, run: RunRecord): Side {
  return {
    run,
    problems: problemsOfRun(database, run.key),
    attempts: settledAttempts(database, run.key)
  }
}

/** The other run's attempts, with the positions that their problems have in the first; what it lacks is left out. */
function shared(first: Side, other: Side): Side {
  const positions = new Map(first.problems.map((problem, index) => [contentOf(problem), index]))
  const attempts = other.attempts.flatMap((attempt) => {
    const problem = positions.get(contentOf(other.problems[attempt.problem]!))
    return problem === undefined ? [] : [{ ...attempt, problem }]
  })
  return { ...other, problems: first.problems, attempts }
}

function pairMethods(a: RunConfig, b: RunConfig): [string, string][] {
  const common = a.methods.filter((method) => b.methods.includes(method))
  if (common.length > 0) return common.map((method) => [method, method])
  const [[onlyA, ...restA], [onlyB, ...restB]] = [a.methods, b.methods]
  if (onlyA && onlyB && restA.length + restB.length === 0) return [[onlyA, onlyB]]
  throw new UserError(
    `The runs have no method in common: ${a.methods.join(', ')} and ${b.methods.join(', ')}.`,
    'Compare runs that share a method, or that have one method each.'
  )
}

/** The attempts of two methods at the same problem and repeat. */
function pairsOf(a: Side, b: Side, methodA: string, methodB: string) {
  const own = a.attempts.filter(({ method }) => method === methodA)
  const others = new Map(
    b.attempts.filter(({ method }) => method === methodB).map((one) => [placeOf(one), one])
  )
  return own.flatMap((first) => {
    const second = others.get(placeOf(first))
    return second ? [{ first, second }] : []
  })
}

function compareMethods(
  a: Side,
  b: Side,
  [methodA, methodB]: readonly [string, string],
  countFailures: boolean
) {
  const all = pairsOf(a, b, methodA, methodB)
  const pairs = all.filter(
    ({ first, second }) => countedAttempts([first, second], countFailures).length === 2
  )
  const matrix = { both: 0, onlyA: 0, onlyB: 0, neither: 0 }
  const differing: MethodComparison['differing'] = []
  for (const { first, second } of pairs) {
    const [rightA, rightB] = [first.verdict === 'right', second.verdict === 'right']
    if (rightA && rightB) matrix.both++
    else if (rightA) matrix.onlyA++
    else if (rightB) matrix.onlyB++
    else matrix.neither++
    if (rightA !== rightB) {
      const { id, answer } = a.problems[first.problem]!
      differing.push({
        problem: id,
        repeat: first.repeat,
        gold: answer ?? null,
        a: { answer: first.answer, verdict: first.verdict },
        b: { answer: second.answer, verdict: second.verdict }
      })
    }
  }
  const gradable = {
    countFailures,
    problems: a.problems.map(({ answer }) => ({ gradable: answer !== undefined }))
  }
  const difference = comparePaired(
    {
      name: methodB,
      groups: gradableTallies(
        gradable,
        pairs.map(({ second }) => second)
      )
    },
    {
      name: methodA,
      groups: gradableTallies(
        gradable,
        pairs.map(({ first }) => first)
      )
    }
  )
  return { methodA, methodB, leftOut: all.length - pairs.length, matrix, differing, difference }
}

/** Settings that differ, each by its path; where a run's problems come from and what it was measured on included. */
function configDifferences(
  database: Database,
  a: RunRecord,
  b: RunRecord
): RunComparison['config'] {
  const [first, second] = [settingsOfRun(database, a), settingsOfRun(database, b)]
  return settingsApart([first, second]).map((setting) => ({
    setting,
    a: first.get(setting) ?? null,
    b: second.get(setting) ?? null
  }))
}
