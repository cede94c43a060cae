import type { Failure } from '../../shared/failure.ts'

/** A call that the program refused or could not do, ready to be shown. */
export class CallFailed extends Error {
  override name = 'CallFailed'
  readonly code: string
  readonly hint: string | null

  constructor({ code, message, hint }: Failure) {
    super(message)
    this.code = code
    this.hint = hint
  }
}

/** What to show of anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailed) {
    return { code: error.code, message: error.message, hint: error.hint }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'page', message, hint: null }
}
