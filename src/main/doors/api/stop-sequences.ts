/**
 * Cuts a text that comes in pieces before the stop sequence that is complete first, without a trace of one: what may be
 * the beginning of a sequence is kept back until it is known to be none.
 */
export class StopSequences {
  readonly #sequences: readonly string[]
  /** May be the beginning of a sequence. */
  #held = ''
  #met = false

  constructor(sequences: readonly string[]) {
    this.#sequences = sequences
  }

  /** Whether a sequence has come: no text follows any more. */
  get met(): boolean {
    return this.#met
  }

  /** What may be shown of the text so far and was not shown yet. */
  take(piece: string): string {
    if (this.#met) return ''
    const text = this.#held + piece
    const [first] = this.#sequences
      .map((sequence) => ({ at: text.indexOf(sequence), length: sequence.length }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at + a.length - b.at - b.length || a.at - b.at)
    if (first !== undefined) {
      this.#met = true
      this.#held = ''
      return text.slice(0, first.at)
    }
    const kept = Math.max(0, ...this.#sequences.map((sequence) => overlap(text, sequence)))
    this.#held = text.slice(text.length - kept)
    return text.slice(0, text.length - kept)
  }

  /** What was kept back, once nothing follows. */
  end(): string {
    const rest = this.#held
    this.#held = ''
    return rest
  }
}

/** How many characters at the end of a text are the beginning of a sequence. */
function overlap(text: string, sequence: string): number {
  for (let length = Math.min(text.length, sequence.length - 1); length > 0; length--) {
    if (text.endsWith(sequence.slice(0, length))) return length
  }
  return 0
}
