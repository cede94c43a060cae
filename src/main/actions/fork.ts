import { foldAll } from '../../shared/fold.ts'
import type { ForkChange } from '../../shared/fork.ts'
import { highestScore } from '../../shared/scorers/scorers.ts'
import type { AttemptView, PathView } from '../../shared/view.ts'
import { resolveRun } from '../runs/find-run.ts'
import { refuseForeignServers } from '../runs/foreign-servers.ts'
import { refuseOtherOptions, refuseOtherVersions } from '../runs/other-versions.ts'
import type { RunServices } from '../runs/services.ts'
import { readAttempt } from '../store/tables/attempts.ts'
import { readPrompts, readStrategies } from '../store/tables/documents.ts'
import { readEvents } from '../store/tables/event-batches.ts'
import { problemsOfRun } from '../store/tables/run-problems.ts'
import { readAnyRun } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import type { SolveRequest } from './solve.ts'

/** Which attempt to go on from, where, and what to do otherwise. */
export interface ForkWish {
  /** Key of the attempt. */
  readonly attempt: number
  readonly path: number
  /** The first step that is not shared, counted from 0. */
  readonly step: number
  readonly change: ForkChange
  /** Of the fork; only where the change is another seed. */
  readonly seed?: number | undefined
  /** Only where the change is another threshold. */
  readonly threshold?: number | undefined
  /** Only where a person writes the step. */
  readonly text?: string | undefined
}

/**
 * What to solve where somebody goes on from a step of a finished attempt: the same problem, models and options, but for
 * the one change, beginning with the steps before it.
 *
 * @throws UserError where there is no such step, the change says nothing, another version set it up, or the run came from a file
 * with servers that nobody has named.
 */
export function forkRequest(
  { database, ...services }: Pick<RunServices, 'database' | 'isNamedServer'>,
  wish: ForkWish
): SolveRequest {
  const record = readAttempt(database, wish.attempt)
  if (!record) {
    throw new UserError(`There is no attempt ${wish.attempt}.`, "See a run's: tandem show RUN")
  }
  if (record.status === 'running') {
    throw new UserError(
      `The attempt ${wish.attempt} is still being worked on.`,
      'Wait for its end.'
    )
  }
  const run = resolveRun(database, readAnyRun(database, record.runKey).id)
  refuseOtherVersions(run)
  refuseForeignServers(services, run)
  const { config } = run
  const view = foldAll(readEvents(database, wish.attempt))
  const { path, beginning } = sharedPart(view, wish)
  const options = optionsOf(view, wish)
  requireDifference(path.writer, wish.change)
  const prompts = readPrompts(database, config.prompts.sha256)
  const writer =
    wish.change === 'target' && path.writer === 'draft' ? 'draft-and-target' : path.writer
  return {
    problem: problemsOfRun(database, run.key)[record.problem]!,
    measureBaseline: false,
    options,
    prompts,
    pool: readStrategies(database, config.strategies.sha256),
    pair: config.pair.setup,
    fork: {
      run: run.id,
      attempt: wish.attempt,
      path: wish.path,
      step: wish.step,
      change: wish.change,
      strategy: path.strategy,
      writer,
      beginning,
      text: wish.change === 'text' ? ownText(wish.text, prompts.delimiter) : null
    }
  }
}

/** What changes nothing would be the same attempt again, told as another one. */
function requireDifference(writer: PathView['writer'], change: ForkChange): void {
  if (change === 'target' && writer === 'target') {
    throw new UserError(
      'The target writes every step of this path.',
      'Take another seed, or write the step yourself.'
    )
  }
  if (change === 'threshold' && writer !== 'draft-and-target') {
    throw new UserError(
      'No step of this path is scored: a threshold changes nothing.',
      'Take another seed, or write the step yourself.'
    )
  }
}

function sharedPart(view: AttemptView, { attempt, path: id, step }: ForkWish) {
  const path = view.paths.find((one) => one.id === id)
  if (!path) {
    const count = view.paths.length
    throw new UserError(
      `The attempt ${attempt} has no path ${id + 1}.`,
      count === 1 ? 'It has one path.' : `It has ${count} paths.`
    )
  }
  // The step behind the last one can be written too: the path goes on there.
  if (step > path.steps.length) {
    throw new UserError(
      `Path ${id + 1} of the attempt ${attempt} has no step ${step + 1}.`,
      path.steps.length === 1 ? 'It has one step.' : `It has ${path.steps.length} steps.`
    )
  }
  return {
    path,
    beginning: path.steps.slice(0, step).map(({ author, text }) => ({ author, text }))
  }
}

function optionsOf(view: AttemptView, { attempt, change, seed, threshold }: ForkWish) {
  const { options } = view
  if (options === null) throw new UserError('This attempt never began: there is nothing to share.')
  refuseOtherOptions(attempt, options)
  if (change === 'seed') {
    if (seed === undefined || seed === options.seed) {
      throw new UserError('Another seed is needed.', `This attempt had ${options.seed}.`)
    }
    return { ...options, seed }
  }
  if (change !== 'threshold') return options
  const highest = highestScore(options.scorer)
  if (threshold === undefined || threshold === options.threshold || threshold > highest) {
    throw new UserError(
      'Another threshold is needed.',
      `This attempt had ${options.threshold}; ${options.scorer} goes from 0 to ${highest}.`
    )
  }
  return { ...options, threshold }
}

/** A step that somebody typed ends as the models' do. */
function ownText(text: string | undefined, delimiter: string): string {
  if (text === undefined || text.trim() === '') {
    throw new UserError('The step has no text.', 'Write it, or let the target write it.')
  }
  return `${text.trim()}${delimiter}`
}
