import type {
  ControlledEvaluateIndexOutput,
  ControlledEvaluateInputItem,
  LlamaContextSequence,
  Token
} from 'node-llama-cpp'
import { Cancelled, ContextFull, type CancelSignal } from '../../../core/ports.ts'
import type { Waiting } from './batch-plan.ts'
import type { Dispatcher } from './dispatcher.ts'
import { sequenceNumber } from './sequence-order.ts'
import type { Meter } from '../../meter.ts'
import { candidatesOf } from './token-probability.ts'

export interface SamplingOptions {
  /** 0 is greedy. */
  readonly temperature: number
  readonly topP: number
  readonly topK: number
  readonly seed: number
  /** Whether the probability of each token is read too. */
  readonly confidence: boolean
}

export interface Sampled {
  readonly token: Token
  readonly probability: number | null
}

/** What does not fit must fail: the engine would otherwise silently forget the beginning of the text. */
const NO_SHIFT = {
  size: 1,
  strategy: () => {
    throw new Error('The text does not fit into the context')
  }
}

/**
 * A text as tokens, and the KV sequence that holds its evaluation. The sequence may lag behind the text (its last
 * token waits until something follows it) and may hold more (a question that was asked, a step that was rejected):
 * what is too much is erased from the end before the next evaluation, never from the middle, which would shift
 * positions and change logits.
 */
export class SequenceText {
  readonly #sequence: LlamaContextSequence
  readonly #dispatcher: Dispatcher
  /** Tokens evaluated between two looks at the signal. */
  readonly #chunk: number
  readonly #tokens: Token[]
  /** Leading tokens of the text whose evaluation the sequence holds. */
  #held = 0
  /** Leading tokens of the text that were ever evaluated here; evaluating one of them again is a repetition. */
  #evaluated = 0

  constructor(
    sequence: LlamaContextSequence,
    dispatcher: Dispatcher,
    chunk: number,
    tokens: readonly Token[]
  ) {
    this.#sequence = sequence
    this.#dispatcher = dispatcher
    this.#chunk = chunk
    this.#tokens = [...tokens]
  }

  get tokens(): readonly Token[] {
    return this.#tokens
  }

  get length(): number {
    return this.#tokens.length
  }

  /** Whether its end can be taken back at no cost; a recurrent state goes back by reading again what stands. */
  get canBeCut(): boolean {
    return !this.#sequence.needsCheckpoints
  }

  /** Tokens that still fit. */
  get room(): number {
    return Math.max(0, this.#sequence.contextSize - 1 - this.#tokens.length)
  }

  /** @throws ContextFull when so many more tokens do not fit */
  require(more: number, meter: Meter): void {
    if (more <= this.room) return
    throw new ContextFull(
      `The text has ${this.length} tokens and ${more} more do not fit into the context of ${this.#sequence.contextSize}.`,
      meter.usage()
    )
  }

  truncate(length: number): void {
    this.#tokens.length = Math.min(this.#tokens.length, length)
    this.#held = Math.min(this.#held, this.#tokens.length)
    this.#evaluated = Math.min(this.#evaluated, this.#tokens.length)
  }

  push(tokens: readonly Token[]): void {
    this.#tokens.push(...tokens)
  }

  /** Takes over what another text has evaluated: the first `count` tokens of this one. */
  adopt(count: number): void {
    this.#held = count
    this.#evaluated = count
  }

  /** Goes back to where so many tokens are evaluated, to look at what follows them. */
  async resume(length: number, meter: Meter): Promise<void> {
    this.#held = Math.min(this.#held, length)
    await this.#trim(meter)
  }

  /** Evaluates all but the last token, which waits for whoever wants to know what follows it. */
  async settle(meter: Meter, signal: CancelSignal): Promise<void> {
    await this.#prefill(this.#tokens.length - 1, meter, signal)
    if (this.#held === this.#tokens.length) this.#held -= 1
    await this.#trim(meter)
    // Where a sequence cannot be cut, it is brought back to where it stands now.
    if (this.#sequence.needsCheckpoints) await this.#sequence.takeCheckpoint()
  }

  /** Makes sure that a later `truncate` to the present length is cheap on models that cannot cut a sequence. */
  async checkpoint(meter: Meter): Promise<void> {
    if (!this.#sequence.needsCheckpoints) return
    await this.#trim(meter)
    await this.#sequence.takeCheckpoint()
  }

  /**
   * Evaluates tokens from the settled text's last one on, and returns what was asked for at each. They are what
   * the text goes on with, or beyond its end a question that is forgotten afterwards. With `draws` a token will be
   * drawn from what the last one returns.
   */
  async look(
    items: readonly ControlledEvaluateInputItem[],
    meter: Meter,
    signal: CancelSignal,
    { draws = false } = {}
  ): Promise<ControlledEvaluateIndexOutput[]> {
    const outputs: ControlledEvaluateIndexOutput[] = []
    for (let from = 0; from < items.length; from += this.#chunk) {
      this.#heed(signal, meter)
      const chunk = items.slice(from, from + this.#chunk)
      const position = this.#sequence.nextTokenIndex
      const results = await this.#dispatcher.run(this.#waiting(chunk.length), () =>
        this.#sequence.controlledEvaluate([...chunk], { contextShift: NO_SHIFT })
      )
      const drawn = draws && from + chunk.length === items.length
      this.#note(position, chunk.length - (drawn ? 1 : 0), meter)
      if (drawn) this.#noteSampled(position + chunk.length - 1, meter)
      for (let i = 0; i < chunk.length; i++)
        outputs.push(results[i] as ControlledEvaluateIndexOutput)
    }
    return outputs
  }

  /**
   * Samples what follows the settled text, token by token, for as long as the reader goes on; end-of-turn tokens
   * included. The reader then pushes what it keeps.
   */
  async *sample(
    options: SamplingOptions,
    meter: Meter,
    signal: CancelSignal
  ): AsyncGenerator<Sampled, void> {
    const { temperature, topP, topK, seed, confidence } = options
    const iterator = this.#sequence.evaluateWithMetadata(
      this.#tokens.slice(-1),
      { confidence },
      {
        temperature,
        topP,
        topK: candidatesOf({ topP, topK }),
        seed,
        yieldEogToken: true,
        contextShift: NO_SHIFT
      }
    )
    try {
      for (;;) {
        this.#heed(signal, meter)
        const position = this.#sequence.nextTokenIndex
        const { value, done } = await this.#dispatcher.run(this.#waiting(1), () => iterator.next())
        if (done === true) throw new Error('The engine sampled no token')
        this.#noteSampled(position, meter)
        const output: { token: Token; confidence?: number } = value
        yield { token: output.token, probability: output.confidence ?? null }
      }
    } finally {
      await iterator.return()
    }
  }

  /** After pushing sampled tokens: as many of them as the sequence holds need no evaluation any more. */
  recognise(): void {
    const { firstDifferentIndex } = this.#sequence.compareContextTokens(this.#tokens)
    this.#hold(Math.min(firstDifferentIndex, this.#tokens.length))
  }

  #waiting(tokens: number): Waiting {
    return { tokens, sequence: sequenceNumber(this.#sequence) }
  }

  /** Evaluates the text up to a length, in chunks. */
  async #prefill(to: number, meter: Meter, signal: CancelSignal): Promise<void> {
    if (to <= this.#held) return
    await this.#trim(meter)
    while (this.#held < to) {
      this.#heed(signal, meter)
      const position = this.#held
      const chunk = this.#tokens.slice(position, Math.min(to, position + this.#chunk))
      await this.#dispatcher.run(this.#waiting(chunk.length), () =>
        this.#sequence.evaluateWithoutGeneratingNewTokens(chunk, { contextShift: NO_SHIFT })
      )
      this.#note(position, chunk.length, meter)
    }
  }

  /** Erases what the sequence holds beyond the text. */
  async #trim(meter: Meter): Promise<void> {
    const end = this.#sequence.nextTokenIndex
    if (end === this.#held) return
    const before = this.#sequence.tokenMeter.usedInputTokens
    await this.#sequence.eraseContextTokenRanges([{ start: this.#held, end }])
    // On models without checkpoints for it, the engine evaluates what it cannot cut: that must not go unnoticed.
    const again = this.#sequence.tokenMeter.usedInputTokens - before
    if (again > 0) meter.read(this.#held - again, again, again)
  }

  /** Notes that tokens were read from a position on. */
  #note(position: number, count: number, meter: Meter): void {
    const end = Math.min(position + count, this.#tokens.length)
    meter.read(position, count, Math.max(0, Math.min(end, this.#evaluated) - position))
    this.#hold(end)
  }

  /** Notes that the token at a position was evaluated to sample the next one. */
  #noteSampled(position: number, meter: Meter): void {
    meter.sampled(position, position < this.#evaluated)
    if (position < this.#tokens.length) this.#hold(position + 1)
  }

  #hold(count: number): void {
    this.#held = count
    this.#evaluated = Math.max(this.#evaluated, count)
  }

  #heed(signal: CancelSignal, meter: Meter): void {
    if (signal.aborted) throw new Cancelled('Stopped.', meter.usage())
  }
}
