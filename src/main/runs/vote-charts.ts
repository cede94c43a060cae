import { settle } from '../../core/attempt.ts'
import { findMethod, METHODS } from '../../core/methods.ts'
import { scoreShare } from '../../shared/scorers/scorers.ts'
import { majAtK } from '../../core/statistics/maj-at-k.ts'
import { mean } from '../../core/statistics/moments.ts'
import { passAtK } from '../../core/statistics/pass-at-k.ts'
import type { Tally } from '../../core/statistics/tally.ts'
import { type Ballot, vote } from '../../core/vote.ts'
import type { MethodName } from '../../shared/options.ts'
import type { PathCurve, RepeatCurve } from '../../shared/run-charts.ts'
import type { RunConfig } from '../../shared/run-record.ts'
import type { PathOutcome } from '../store/tables/judged-steps.ts'
import { accuracyInterval, answerClasses, type ReportInput } from './report.ts'
import type { SettledAttempt } from './settled.ts'
import type { IsRight } from './step-charts.ts'

/**
 * What a run of n paths says of fewer: the first k paths of each attempt vote again. Paths are ranked by their
 * strategies, so the first k are those that a run of k paths would have opened. Only of methods that let every path
 * come to its end: where paths are stopped early, those that were not asked would be missing.
 */
export function accuracyByPaths(
  { config, problems, attempts }: ReportInput,
  outcomes: readonly PathOutcome[],
  isRight: IsRight
): PathCurve[] {
  const { options } = config
  const pathsOf = Map.groupBy(outcomes, ({ attempt }) => attempt)
  return config.methods
    .filter((method) => runsEveryPath(method, options))
    .flatMap((method) => {
      const own = attempts.filter((one) => one.method === method && problems[one.problem]!.gradable)
      if (own.length === 0 || options.paths < 2) return []
      const ballots = own.map(({ key, problem }) => ({
        problem,
        ballots: (pathsOf.get(key) ?? []).map((path) =>
          ballotOf(path, problems[problem]!.answerKind, options)
        )
      }))
      const points = Array.from({ length: options.paths }, (_, index) => {
        const k = index + 1
        const votes = ballots.map(({ problem, ballots }) => {
          const { answer } = vote(
            ballots.slice(0, k).filter((ballot) => ballot !== null),
            settle(options, METHODS[method]).vote
          )
          return { problem, right: answer !== null && isRight(problem, answer) === true }
        })
        const tallies = [...Map.groupBy(votes, ({ problem }) => problem).values()].map(
          (group): Tally => ({ n: group.length, c: group.filter(({ right }) => right).length })
        )
        return {
          k,
          accuracy: mean(tallies.map(({ n, c }) => c / n)),
          interval: accuracyInterval(tallies)
        }
      })
      return [{ method, problems: new Set(own.map(({ problem }) => problem)).size, points }]
    })
}

/** Whether every path of the method is written to its end, and its vote can be taken again from what is stored. */
function runsEveryPath(method: MethodName, options: RunConfig['options']): boolean {
  const known = findMethod(method)
  if (known?.paths !== 'many' || known.opening !== 'together') return false
  const { stop, vote } = settle(options, known)
  return stop === 'all' && vote !== 'evidence'
}

function ballotOf(
  { path, ended, answer, forced, meanScore }: PathOutcome,
  answerKind: string | undefined,
  { scorer }: RunConfig['options']
): Ballot | null {
  if (ended === null || answer === null) return null
  return {
    path,
    answer,
    answerKind,
    forced: forced === 1,
    meanScore: meanScore === null ? null : scoreShare(meanScore, scorer),
    evidence: null
  }
}

/** maj@k and pass@k for every k up to the number of repeats, over the problems that have all of theirs. */
export function accuracyByRepeats({ config, problems, attempts }: ReportInput): RepeatCurve[] {
  const { repeats } = config
  if (repeats < 2) return []
  return config.methods.flatMap((method) => {
    const own = attempts.filter((one) => one.method === method && problems[one.problem]!.gradable)
    const complete = [...Map.groupBy(own, ({ problem }) => problem).values()].filter(
      (group) => group.length === repeats
    )
    if (complete.length === 0) return []
    const problemsDone = complete.map((group) => ({
      ...answerClasses(group, problems[group[0]!.problem]!.answerKind),
      c: rightOf(group)
    }))
    const points = Array.from({ length: repeats }, (_, index) => ({
      k: index + 1,
      majority: mean(
        problemsDone.map(({ classes, unanswered }) => majAtK(classes, unanswered, index + 1))
      ),
      any: mean(problemsDone.map(({ c }) => passAtK({ n: repeats, c }, index + 1)))
    }))
    return [{ method, problems: complete.length, points }]
  })
}

function rightOf(group: readonly SettledAttempt[]): number {
  return group.filter(({ verdict }) => verdict === 'right').length
}
