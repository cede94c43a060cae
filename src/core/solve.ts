import { alphaOf } from '../shared/alpha.ts'
import { parentageOf } from '../shared/fork.ts'
import type { Outcome, AttemptEvent } from '../shared/events.ts'
import { addCharges, emptyCost, type Cost } from '../shared/cost.ts'
import { adapt } from './adaptive.ts'
import { advance, closeAll } from './advance.ts'
import { Bill, settle, settleAhead, type Attempt, type Job } from './attempt.ts'
import { estimatedBaseline } from './baseline.ts'
import { createChannel } from './channel.ts'
import { goOn } from './fork.ts'
import { ratiosOf } from './ledger.ts'
import { METHODS } from './methods.ts'
import { Path } from './path.ts'
import { Cancelled } from './ports.ts'
import { selectStrategies } from './select.ts'
import { reasonToStop } from './stop.ts'
import { mean } from './statistics/moments.ts'
import { vote } from './vote.ts'

/**
 * Solves one problem by one method: SSR (arXiv 2505.15340) and its relatives, as a stream of events. The events,
 * folded, are all there is to know about the attempt. It ends with `finished`, whatever happens; when the reader
 * stops reading, the attempt is cancelled.
 */
export async function* solve(job: Job): AsyncGenerator<AttemptEvent, void> {
  const events = createChannel<AttemptEvent>()
  const reader = { left: false }
  const running = run(job, reader, (event) => events.push(event)).finally(() => events.close())
  try {
    yield* events
  } finally {
    reader.left = true
    await running
  }
}

async function run(
  job: Job,
  reader: { left: boolean },
  report: (event: AttemptEvent) => void
): Promise<void> {
  const start = job.clock()
  const overtime = () =>
    job.options.timeLimit !== null && job.clock() - start > job.options.timeLimit * 1000
  let cost: Cost = emptyCost()
  const method = METHODS[job.options.method]
  const options = {
    ...settle(job.options, method),
    draftAhead: settleAhead(job.options.draftAhead, method, job.pair)
  }
  const attempt: Attempt = {
    ...job,
    method,
    options,
    bill: new Bill(),
    unfamiliar: false,
    unscored: false,
    signal: {
      get aborted() {
        return reader.left || job.signal.aborted || overtime()
      }
    },
    emit(event) {
      if ('cost' in event) cost = addCharges(cost, event.cost)
      report(event)
    }
  }

  attempt.emit({
    type: 'started',
    problem: job.problem,
    options,
    pair: { draft: job.pair.draft.identity, target: job.pair.target.identity },
    fork: job.fork ? parentageOf(job.fork) : null
  })
  let paths: readonly Path[] = []
  let failure: string | null = null
  try {
    paths = await solvePaths(attempt)
  } catch (error) {
    if (!(error instanceof Cancelled)) failure = messageOf(error)
  }
  const stopped = job.signal.aborted || reader.left
  const result = vote(
    paths.flatMap(({ ballot }) => ballot ?? []),
    options.vote
  )
  attempt.emit({ type: 'voted', ...result })

  const remainder = attempt.bill.take()
  const bill = addCharges(cost, remainder)
  const wallMs = job.clock() - start
  attempt.emit({
    type: 'finished',
    ...endOf(result.answer, { failure, stopped, overtime: overtime(), paths }),
    answer: result.answer,
    cost: remainder,
    bill,
    ratios: ratiosOf(bill, wallMs, alpha(job), job.baseline ?? estimateBaseline(job, paths)),
    wallMs
  })
}

/** The method on one page: select, open paths, advance them; the vote follows. */
async function solvePaths(attempt: Attempt): Promise<readonly Path[]> {
  const { method, options, pair } = attempt
  if (method.proposes && pair.draft.vocabulary !== pair.target.vocabulary) {
    throw new Error(
      `${method.name} needs two models with the same tokens, and ${pair.draft.identity.name} has others than ${pair.target.identity.name}. Choose a draft of the target's family, or another method.`
    )
  }
  if (attempt.fork) return goOn(attempt, attempt.fork)
  if (method.opening === 'by-evidence') return adapt(attempt)
  const count = method.paths === 'one' ? 1 : options.paths
  const strategies = method.selects
    ? await selectStrategies(attempt, 'target', count)
    : Array.from({ length: count }, () => null)
  const paths = strategies.map((strategy, id) => new Path(attempt, id, strategy, method.writer))
  try {
    await advance(attempt, paths, (standing) =>
      reasonToStop(options.stop, { ...standing, weight: options.vote })
    )
  } finally {
    await closeAll(paths)
  }
  return paths
}

function endOf(
  answer: string | null,
  circumstances: {
    failure: string | null
    stopped: boolean
    overtime: boolean
    paths: readonly Path[]
  }
): { outcome: Outcome; cause: string | null } {
  const { failure, stopped, overtime, paths } = circumstances
  if (failure !== null) return { outcome: 'failed', cause: failure }
  if (stopped) return { outcome: 'stopped', cause: null }
  if (answer !== null) return { outcome: 'answered', cause: null }
  if (overtime) return { outcome: 'no-answer', cause: 'The time limit was reached.' }
  return paths.length > 0 && paths.every(({ end }) => end === 'failed')
    ? { outcome: 'failed', cause: causeOfAll(paths) }
    : { outcome: 'no-answer', cause: 'No path came to an answer.' }
}

/** Why every path failed: in most cases there is one cause for all. */
function causeOfAll(paths: readonly Path[]): string {
  const causes = [...new Set(paths.flatMap(({ cause }) => cause ?? []))]
  return causes.length === 0 ? 'Every path failed.' : `Every path failed: ${causes.join(' ')}`
}

function alpha({ pair }: Job): number {
  return alphaOf({ draft: pair.draft.identity, target: pair.target.identity })
}

function estimateBaseline({ pair }: Job, paths: readonly Path[]) {
  const opened = paths.filter(({ promptTokens }) => promptTokens > 0)
  const rounded = (values: readonly number[]) =>
    values.length === 0 ? 0 : Math.round(mean(values))
  return estimatedBaseline(
    pair.target,
    rounded(opened.map(({ promptTokens }) => promptTokens)),
    rounded(opened.map(({ tokens }) => tokens))
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
