import type { AttemptEvent } from '../../shared/events.ts'
import type { AttemptWatch } from './run-attempt.ts'

/** What lies farther back says nothing of now. */
const SPAN_MS = 10_000

/** Tokens that the models wrote between the event before and this one. */
export function writtenBy(event: AttemptEvent): number {
  return 'cost' in event ? event.cost.reduce((sum, { decoded }) => sum + decoded, 0) : 0
}

/** How fast a run goes: tokens that its models write, of all attempts that are under way together. */
export class Throughput implements AttemptWatch {
  readonly #clock: () => number
  readonly #since: number
  #written: { readonly at: number; readonly tokens: number }[] = []

  /** @param clock milliseconds since whenever */
  constructor(clock: () => number) {
    this.#clock = clock
    this.#since = clock()
  }

  /** Over the last ten seconds; null before anything was written. */
  get tokensPerSecond(): number | null {
    const now = this.#clock()
    const from = Math.max(this.#since, now - SPAN_MS)
    this.#written = this.#written.filter(({ at }) => at >= from)
    if (this.#written.length === 0) return null
    const tokens = this.#written.reduce((sum, each) => sum + each.tokens, 0)
    return (1000 * tokens) / Math.max(1, now - from)
  }

  begun(): void {}

  event(_slot: unknown, event: AttemptEvent): void {
    const tokens = writtenBy(event)
    if (tokens > 0) this.#written.push({ at: this.#clock(), tokens })
  }

  ended(): void {}
}
