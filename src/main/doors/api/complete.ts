import { HIGHEST_SEED, type MethodName } from '../../../shared/options.ts'
import { failureText } from '../../../shared/failure.ts'
import type { SavedPair } from '../../../shared/model-library.ts'
import { newSeed } from '../../../shared/new-seed.ts'
import { solveDocument } from '../../../shared/solve-document.ts'
import type { AttemptView } from '../../../shared/view.ts'
import type { AttemptSetup } from '../../actions/attempt-setup.ts'
import { solve, typedProblem } from '../../actions/solve.ts'
import type { RunServices } from '../../runs/services.ts'
import type { Database } from '../../store/sql.ts'
import { findRun } from '../../store/tables/runs.ts'
import { UserError } from '../../user-error.ts'
import { AttemptText, type AttemptPiece } from './attempt-text.ts'
import { ApiError } from './errors.ts'
import type { Choice, Extension } from './format.ts'
import type { Reply } from './reply.ts'
import type { CompletionRequest, Wishes } from './request.ts'
import type { ServedModel } from './served-models.ts'
import { finishReason, shownPath } from './shown-path.ts'
import { ProposalCount, type Spent, usageOf } from './usage.ts'

/** What the runs of clients are found by. */
export const API_TAG = 'api'

/** What attempts need beside the request. */
export interface Solving {
  readonly services: RunServices
  /** All that one attempt with a pair needs; what is not wished for is as usual for it. Throws UserError. */
  readonly setupFor: (pair: SavedPair, method: MethodName, wishes: Wishes) => Promise<AttemptSetup>
}

/** @throws ApiError where what is wished for does not fit the pair, or each other. */
export async function setupOf(
  { method, pair }: ServedModel,
  { wishes }: CompletionRequest,
  { setupFor }: Solving
): Promise<AttemptSetup> {
  try {
    return await setupFor(pair, method.name, wishes)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new ApiError(400, failureText(error))
  }
}

/**
 * Makes the attempts that were asked for, one after the other, and tells of each while it happens. Each is a run of its
 * own in the history.
 *
 * @throws whatever ends one of them.
 */
export async function complete(
  { services }: Solving,
  {
    request,
    served,
    setup,
    reply,
    signal
  }: {
    readonly request: CompletionRequest
    readonly served: ServedModel
    readonly setup: AttemptSetup
    readonly reply: Reply
    readonly signal: AbortSignal
  }
): Promise<void> {
  const { problems, n, stop, wishes } = request
  const spent: Spent[] = []
  for (const [at, problem] of problems.entries()) {
    for (let again = 0; again < n; again++) {
      const index = at * n + again
      const seed =
        wishes.seed === undefined ? newSeed(crypto) : (wishes.seed + again) % (HIGHEST_SEED + 1)
      reply.opened(index)
      const attempt = await attemptOnce(services, {
        setup: { ...setup, options: { ...setup.options, seed } },
        problem,
        text: new AttemptText(served.method.paths, stop),
        tell: (piece) => {
          reply.piece(index, piece)
        },
        signal
      })
      reply.closed({ index, ...attempt.choice })
      spent.push(attempt.spent)
    }
  }
  reply.finish(usageOf(spent))
}

interface AttemptOrder {
  readonly setup: AttemptSetup
  readonly problem: string
  readonly text: AttemptText
  readonly tell: (piece: AttemptPiece) => void
  readonly signal: AbortSignal
}

async function attemptOnce(
  services: RunServices,
  { setup, problem, text, tell, signal }: AttemptOrder
): Promise<{ readonly choice: Omit<Choice, 'index'>; readonly spent: Spent }> {
  const enough = new AbortController()
  const proposals = new ProposalCount()
  const said = { content: '', reasoning: '' }
  function say(pieces: readonly AttemptPiece[]): void {
    for (const piece of pieces) {
      said[piece.kind] += piece.text
      tell(piece)
    }
    // What follows a stop sequence is not wanted: nobody computes it.
    if (text.stopped) enough.abort()
  }
  const { run, database, attempt } = await solve(
    services,
    { ...setup, problem: typedProblem(problem), measureBaseline: false, tags: [API_TAG] },
    {
      signal: AbortSignal.any([signal, enough.signal]),
      watch: {
        event(_method, event, view) {
          proposals.take(event)
          say(text.take(event, view))
        }
      }
    }
  )
  if (signal.aborted || attempt === null) throw new ApiError(503, 'Tandem was asked to stop.')
  const { view } = attempt
  if (view.outcome === 'failed') throw new ApiError(500, view.cause ?? 'The attempt failed.')
  say(text.end(view))
  return {
    choice: {
      ...said,
      finishReason: text.stopped ? 'stop' : finishReason(shownPath(view)),
      extension: extensionOf(database, run, view)
    },
    spent: { view, proposals: proposals.proposals }
  }
}

function extensionOf(database: Database, run: string, view: AttemptView): Extension | null {
  // One that was cut off while it began has no bill.
  if (view.outcome === null) return null
  const { versions, hardware } = findRun(database, run)!.config
  const unjudged = { knownAnswer: null, verdict: null }
  return { run, ...solveDocument(view, { ...unjudged, versions, device: hardware.device }) }
}
