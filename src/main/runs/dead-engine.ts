import type { AttemptRecord } from '../store/tables/attempts.ts'

/** Whether the inference process died under the attempt: that says nothing of the method. */
export function endedByDeadEngine({
  status,
  error
}: Pick<AttemptRecord, 'status' | 'error'>): boolean {
  return status === 'failed' && error === 'model-died'
}

/** The attempts that accuracy is computed from: those ended by a dead engine too where that is asked for. */
export function countedAttempts<T extends Pick<AttemptRecord, 'status' | 'error'>>(
  attempts: readonly T[],
  countFailures: boolean
): readonly T[] {
  return countFailures ? attempts : attempts.filter((one) => !endedByDeadEngine(one))
}
