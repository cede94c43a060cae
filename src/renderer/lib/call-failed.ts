import type { Failure } from '../../shared/failure.ts'

/** A call that the program refused or could not do, ready to be shown. */
export class CallFailed extends Error {
  override name = 'CallFailed'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** What to show of anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailed) return error.failure
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'page', message, hint: null }
}
