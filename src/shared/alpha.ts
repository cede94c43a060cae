interface Sized {
  /** Number of weights. */
  readonly parameters: number
}

/** What a token of the draft weighs in `gammaDecode`: its parameters over the target's. */
export function alphaOf({
  draft,
  target
}: {
  readonly draft: Sized
  readonly target: Sized
}): number {
  return draft.parameters / target.parameters
}
