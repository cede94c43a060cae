import { type AttemptStatus, type Verdict, verdictSchema } from './run-record.ts'

/** The key by which whoever reviews attempts gives each verdict: its place, counted from 1. */
export const VERDICT_KEYS: ReadonlyMap<string, Verdict> = new Map(
  verdictSchema.options.map((verdict, index) => [String(index + 1), verdict])
)

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
