import { UserError } from '../../user-error.ts'

export type DownloadFailureCode =
  | 'bad-address'
  | 'needs-token'
  | 'not-found'
  | 'busy'
  | 'refused'
  | 'unreachable'
  | 'too-slow'
  | 'wrong-length'
  | 'wrong-hash'
  | 'no-space'
  | 'exists'

/** A download that came to nothing; the message says what to do. It never contains a token or a signed address. */
export class DownloadFailed extends UserError {
  override name = 'DownloadFailed'
  readonly code: DownloadFailureCode

  constructor(code: DownloadFailureCode, message: string, options?: ErrorOptions) {
    super(message)
    this.code = code
    if (options?.cause !== undefined) this.cause = options.cause
  }
}
