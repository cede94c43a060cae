import type { AttemptSnapshot, RunEntry, SearchHit } from '../../../shared/contract/runs.ts'
import type { RunSummary } from '../../../shared/run-list.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { deleteRun, undeleteRun } from '../../actions/delete-run.ts'
import { listRuns, summarise } from '../../runs/list-runs.ts'
import type { RunServices } from '../../runs/services.ts'
import { resolveAnyRun } from '../../runs/find-run.ts'
import { search } from '../../store/search.ts'
import { allAttempts, attemptsAt, readAttempt } from '../../store/tables/attempts.ts'
import { readPage } from '../../store/tables/event-batches.ts'
import { gradesOf } from '../../store/tables/grades.ts'
import { attemptsWithOutcome } from '../../store/tables/outcomes.ts'
import { problemsOfRun } from '../../store/tables/run-problems.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'

type RunCalls =
  | 'runs.stop'
  | 'runs.stop-path'
  | 'runs.list'
  | 'runs.attempts-with'
  | 'runs.search'
  | 'runs.delete'
  | 'runs.undelete'
  | 'runs.record'
  | 'runs.read'
  | 'attempts.open'
  | 'attempts.share'

/** What was run: found, opened, put away. */
export function runHandlers(context: PageContext): Pick<Handlers, RunCalls> {
  const { services, active, passing, reader } = context
  const { database, now } = services
  function describe(at: RunServices, summary: RunSummary): RunEntry {
    return describeRun(at, summary, active.isActive(summary.id))
  }
  /** What is known of a run, which may be more than is recorded of it. */
  function describeWhole(run: string): RunEntry {
    const at = passing.servicesOf(run)
    return describe(at, summarise(at.database, now(), resolveAnyRun(at.database, run)))
  }
  return {
    'runs.stop': ({ run }) => active.stop(run),
    'runs.stop-path': ({ run, attempt, path }) => {
      if (resolveAnyRun(passing.servicesOf(run).database, run).kind === 'benchmark') {
        throw new UserError(
          'The paths of a benchmark are not stopped by hand: its figures would no longer say what the method does.',
          'Stop the whole run; it can be resumed.'
        )
      }
      active.stopPath(run, attempt, path)
    },
    'runs.list': ({ search: text, tag, starred, outcome, deleted }) => {
      const filter = {
        deleted,
        starred,
        ...(tag !== null && { tag }),
        ...(outcome !== null && { outcome }),
        ...(text.trim() !== '' && { search: text })
      }
      const listed = (at: RunServices) => listRuns(at.database, now(), filter)
      const unrecorded = passing.runs.flatMap(({ run }) => {
        const at = passing.servicesOf(run)
        return listed(at).map((summary) => describe(at, summary))
      })
      const recorded = listed(services).filter(({ id }) => passing.reason(id) === null)
      return [...unrecorded, ...recorded.map((summary) => describe(services, summary))]
    },
    'runs.attempts-with': ({ run, outcome }) => {
      const at = passing.servicesOf(run).database
      return attemptsWithOutcome(at, resolveAnyRun(at, run).key, outcome)
    },
    'runs.search': ({ text }) => search(database, text).flatMap(placeOf),
    'runs.delete': async ({ run }) => {
      // One that waits would stay in the queue, of which nobody sees what it is.
      if (active.isActive(run) || active.waiting.includes(run)) await active.stop(run)
      deleteRun(passing.servicesOf(run), run)
    },
    'runs.undelete': ({ run }) => {
      undeleteRun(passing.servicesOf(run), run)
    },
    'runs.record': () => passing.record(),
    'runs.read': ({ run }) => describeWhole(run),
    'attempts.share': ({ run, attempt, language }) => {
      const which = { run, attempt: passing.attemptOf(run, attempt) }
      return passing.read(reader, 'shared-attempt', { ...which, language, now: now() })
    },
    'attempts.open': ({ run, attempt, from }) =>
      openAttempt(context, run, passing.attemptOf(run, attempt), from)
  }
}

/** A run as the history shows it. */
export function describeRun(
  { database }: RunServices,
  summary: RunSummary,
  active: boolean
): RunEntry {
  const entry = { ...summary, ...(active && { status: 'running' as const }) }
  if (summary.kind === 'benchmark') return { ...entry, problem: null, known: null, single: null }
  const { key } = resolveAnyRun(database, summary.id)
  const [problem] = problemsOfRun(database, key)
  const last = allAttempts(database, key).at(-1)
  return {
    ...entry,
    problem: problem?.text ?? null,
    known: problem?.answer ?? null,
    single: last
      ? {
          attempt: last.key,
          outcome: last.outcome,
          answer: last.answer,
          verdict: last.verdict,
          byHand: gradesOf(database, last.key).at(-1)?.policy === null,
          gamma: last.gamma
        }
      : null
  }
}

/** A hit in a problem that no run has leads nowhere yet. */
function placeOf({
  run,
  attempt,
  kind,
  path,
  step,
  excerpt
}: ReturnType<typeof search>[number]): SearchHit[] {
  return run === null || attempt === null ? [] : [{ run, attempt, part: kind, path, step, excerpt }]
}

function openAttempt(
  { passing, active }: PageContext,
  id: string,
  key: number,
  from: number
): AttemptSnapshot {
  const { database } = passing.servicesOf(id)
  const run = resolveAnyRun(database, id)
  const attempt = readAttempt(database, key)
  // Keys are of one store: an imported fork names its parent by the key that it had in another.
  if (attempt?.runKey !== run.key) {
    throw new UserError(
      `The run ${run.id} has no attempt ${key} in this store.`,
      "An imported run's attempts have other numbers: open it from the history."
    )
  }
  const problem = problemsOfRun(database, run.key)[attempt.problem]
  const grades = gradesOf(database, key)
  return {
    run: run.id,
    attempt: key,
    status: attempt.status,
    pathsStop: attempt.status === 'running' && run.kind === 'solve' && active.isActive(run.id),
    method: attempt.method,
    problem: {
      text: problem?.text ?? '',
      answer: problem?.answer ?? null,
      answerKind: problem?.answerKind ?? null
    },
    first: from,
    ...readPage(database, key, from),
    verdict: attempt.verdict,
    reason: attempt.cause ?? (grades.at(-1)?.reason || null),
    unrecorded: passing.reason(run.id),
    overruled:
      grades.at(-1)?.policy === null
        ? { grader: grades.findLast(({ policy }) => policy !== null)?.verdict ?? null }
        : null,
    others: attemptsAt(database, run.key, attempt.problem)
      .filter(({ key: other }) => other !== key)
      .map(({ key: other, method, repeat }) => ({ attempt: other, method, repeat }))
  }
}
