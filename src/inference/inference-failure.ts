import type { InferenceFailureKind } from '../shared/inference-messages.ts'

/** A request that came to nothing, in words for the user. */
export class InferenceFailure extends Error {
  override name = 'InferenceFailure'
  readonly kind: InferenceFailureKind

  constructor(kind: InferenceFailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
