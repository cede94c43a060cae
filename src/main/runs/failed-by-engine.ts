import type { AttemptRecord } from '../store/tables/attempts.ts'
import type { Grade } from '../store/tables/grades.ts'

type End = Pick<AttemptRecord, 'status' | 'error'>

/** Failures that are the method's own: it wrote for too long, or too much. */
export const OWN_FAILURES = ['time-limit', 'context-full'] as const

/**
 * Whether an attempt came to nothing for what the method has no part in: the inference process died, memory was full, a
 * server or a file was gone. That says nothing of the method.
 */
export function failedByEngine({ status, error }: End): boolean {
  return status === 'failed' && error !== null && !OWN_FAILURES.includes(error as 'time-limit')
}

/** Whether the inference process died under an attempt. Another one may come to its end, unlike most others of these. */
export function endedByDeadEngine({ status, error }: End): boolean {
  return status === 'failed' && error === 'model-died'
}

/**
 * The judgement of an attempt as readers are told it. The grader calls an attempt without an answer wrong, which it is where
 * the method wrote for too long; of one that the engine failed only a person can say more than that it failed.
 *
 * @param inForce undefined where nobody judged
 */
export function toldJudgement(end: End, inForce: Grade | undefined): Grade | null {
  const isToldOf = !failedByEngine(end) || inForce?.policy === null
  return isToldOf ? (inForce ?? null) : null
}

/** The attempts that accuracy is computed from: those that the engine failed too where that is asked for. */
export function countedAttempts<T extends End>(
  attempts: readonly T[],
  countFailures: boolean
): readonly T[] {
  return countFailures ? attempts : attempts.filter((one) => !failedByEngine(one))
}
