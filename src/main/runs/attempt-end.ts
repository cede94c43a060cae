import type { AttemptView } from '../../shared/view.ts'
import { EngineFailure, type FailureKind } from '../engine/engine.ts'
import type { AttemptEnd } from '../store/tables/attempts.ts'

export type Ending = Omit<AttemptEnd, 'tie' | 'drafted' | 'accepted' | 'finishedAt'>

/** An attempt that was cut off from outside: its first half is kept as evidence. */
export const cutOff: Ending = {
  status: 'interrupted',
  outcome: null,
  answer: null,
  error: null,
  cause: null,
  wallMs: null,
  gamma: null,
  gammaDecode: null,
  wallRatio: null,
  baseline: null
}

/** How an attempt ended whose events ran to the end. */
export function endingOf(view: AttemptView, stoppedByUser: boolean): Ending {
  const figures = {
    answer: view.answer,
    wallMs: view.wallMs,
    gamma: view.ratios?.gamma ?? null,
    gammaDecode: view.ratios?.gammaDecode ?? null,
    wallRatio: view.ratios?.wallRatio ?? null,
    baseline: view.ratios?.baseline ?? null,
    cause: view.cause
  }
  switch (view.outcome) {
    case 'answered':
    case 'no-answer':
      return { ...figures, status: 'done', outcome: view.outcome, error: errorOf(view) }
    case 'stopped':
      return stoppedByUser
        ? { ...figures, status: 'interrupted', outcome: 'stopped', error: null }
        : { ...figures, status: 'failed', outcome: 'stopped', error: 'time-limit' }
    case 'failed':
      return { ...figures, status: 'failed', outcome: 'failed', error: errorOf(view) ?? 'engine' }
    case null:
      return failedBy(new EngineFailure('engine', 'The engine ended the attempt without a result.'))
    default:
      return view.outcome satisfies never
  }
}

/** How an attempt ended that threw. */
export function failedBy(error: unknown): Ending {
  const kind: FailureKind = error instanceof EngineFailure ? error.kind : 'engine'
  // Models that are not loaded again without being asked leave their place in the queue for when they are.
  const status = kind === 'died-often' ? 'interrupted' : 'failed'
  return { ...cutOff, status, outcome: 'failed', error: kind, cause: causeOf(error) }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const hint = error instanceof EngineFailure ? error.hint : null
  return hint === null ? error.message : `${error.message} ${hint}`
}

/** What kept every path from an answer. */
function errorOf({ answer, paths }: AttemptView): FailureKind | null {
  const full = paths.length > 0 && paths.every(({ end }) => end === 'context-full')
  return answer === null && full ? 'context-full' : null
}
