import type { AttemptStatus, Verdict } from './run-record.ts'

/** Whether a person is needed to say what an attempt's answer is worth: the grader could not, and nobody has. */
export function isUndecided({
  status,
  verdict,
  byHand
}: {
  readonly status: AttemptStatus
  readonly verdict: Verdict | null
  readonly byHand: boolean
}): boolean {
  return status === 'done' && !byHand && (verdict === null || verdict === 'ungradable')
}
