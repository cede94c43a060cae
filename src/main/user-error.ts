/** A mistake that the user can mend. The message says what is wrong, the hint what to do. */
export class UserError extends Error {
  override name = 'UserError'
  readonly hint: string | null

  constructor(message: string, hint: string | null = null) {
    super(message)
    this.hint = hint
  }
}
