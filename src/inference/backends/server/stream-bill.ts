import type { Meter } from '../../meter.ts'
import type { Computed, PathCall, WrittenPart } from './dialect.ts'

/** Writes on the bill what a stream computes, while it does. */
export class StreamBill {
  readonly #meter: Meter
  /** Tokens of the text that were computed before this stream. */
  readonly #before: number
  #sampled = 0
  #prompt: number | null = null
  #isRead = false
  evaluated = 0

  constructor(meter: Meter, before: number) {
    this.#meter = meter
    this.#before = before
  }

  note({ cached, prompt, sampled }: Computed): void {
    this.#prompt = prompt
    if (cached !== null) this.#noteRead(prompt, cached)
    for (; this.#sampled < sampled; this.#sampled++) {
      const position = prompt - 1 + this.#sampled
      this.#meter.sampled(position, position < this.#before)
      this.evaluated = position + 1
    }
  }

  /** The stream was left before the server had said what it remembered: no more than was computed here before. */
  end(): void {
    if (this.#prompt !== null)
      this.#noteRead(this.#prompt, Math.min(this.#before, this.#prompt - 1))
  }

  #noteRead(prompt: number, cached: number): void {
    if (this.#isRead) return
    this.#isRead = true
    const read = Math.max(0, prompt - 1 - cached)
    this.#meter.read(cached, read, Math.max(0, Math.min(this.#before, prompt - 1) - cached))
  }
}

/** Reads the end of a stream that the server has ended itself: a connection that is closed cannot be used again. */
export async function lastPart(
  parts: AsyncGenerator<WrittenPart>,
  bill: StreamBill
): Promise<void> {
  const next = await parts.next()
  if (next.done !== true) bill.note(next.value.computed)
}

/** Writes on the bill what a server computes only to split a text. */
export function billingSplits(meter: Meter): NonNullable<PathCall['onSplit']> {
  return ({ prompt }) => {
    meter.read(0, prompt, 0)
  }
}
