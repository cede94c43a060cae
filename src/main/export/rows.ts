import { purposesOf, totalUsage } from '../../shared/cost.ts'
import { reservationsOf, type AttemptView } from '../../shared/view.ts'
import type { AttemptRecord } from '../store/tables/attempts.ts'
import type { RunSource } from './run-source.ts'

/** One attempt as a flat record. */
export function flatRecordOf(source: RunSource, attempt: AttemptRecord, view: AttemptView) {
  const { run, problems } = source
  const problem = problems[attempt.problem]!
  const judgement = source.judgementOf(attempt)
  const [draft, target] = [totalUsage(view.cost.draft), totalUsage(view.cost.target)]
  return {
    run: run.id,
    set: run.config.set?.id ?? null,
    problem: problem.id,
    subject: problem.subject ?? null,
    level: problem.level ?? null,
    text: problem.text,
    gold: problem.answer ?? null,
    method: attempt.method,
    repeat: attempt.repeat,
    seed: attempt.seed,
    status: attempt.status,
    outcome: attempt.outcome,
    answer: attempt.answer,
    /** What weakens the answer; empty where nothing does. */
    reservations: reservationsOf(view).join('; '),
    /** Null where nobody judged what the engine failed, with the policy and the reason. */
    verdict: judgement?.verdict ?? null,
    policy: judgement?.policy ?? null,
    reason: judgement?.reason ?? null,
    error: attempt.error,
    cause: attempt.cause,
    wallMs: attempt.wallMs,
    gamma: attempt.gamma,
    gammaDecode: attempt.gammaDecode,
    wallRatio: attempt.wallRatio,
    baseline: attempt.baseline,
    drafted: attempt.drafted,
    accepted: attempt.accepted,
    paths: view.paths.length,
    draftPrefilled: draft.prefilled,
    draftDecoded: draft.decoded,
    targetPrefilled: target.prefilled,
    targetDecoded: target.decoded
  }
}
export type AttemptRow = ReturnType<typeof flatRecordOf>

/** Tokens of both models by purpose, where there were any. */
export function tokensByPurpose({ cost }: AttemptView) {
  return (['draft', 'target'] as const).flatMap((model) =>
    purposesOf(cost[model]).flatMap((purpose) => {
      const { prefilled, decoded } = cost[model][purpose]
      return prefilled + decoded === 0 ? [] : [{ model, purpose, prefilled, decoded }]
    })
  )
}
