/** An error that was a fault of the program. */
export interface LoggedError {
  readonly at: string
  readonly call: string
  readonly error: string
}

const KEPT = 50

/** The last faults of the program, for the diagnostics. */
export class ErrorLog {
  readonly #errors: LoggedError[] = []

  note(call: string, error: unknown): void {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#errors.push({ at: new Date().toISOString(), call, error: said })
    this.#errors.splice(0, this.#errors.length - KEPT)
  }

  list(): readonly LoggedError[] {
    return [...this.#errors]
  }
}
