import type { Confidence, ModelIdentity, StepStop } from '../shared/events.ts'
import type { Usage } from '../shared/cost.ts'
import type { ProposedToken } from './token-speculation.ts'

/**
 * All that the method needs of the world. Behind them are the backends of inference/; test/conformance holds
 * each of them to what is said here.
 */

/** Says whether the work was cancelled. An AbortSignal is one. */
export interface CancelSignal {
  readonly aborted: boolean
}

/** Of work that nobody cancels. */
export const NEVER_CANCELLED: CancelSignal = { aborted: false }

/** Says which paths were asked to stop, by their ids, while the others go on. A Set is one. */
export interface StoppedPaths {
  has(path: number): boolean
}

/** Milliseconds since some fixed moment. */
export type Clock = () => number

/** One exchange with a chat model: the user's message, and what the model's turn already begins with. */
export interface Turn {
  readonly user: string
  /** Begins the assistant's turn; a `thinking` part comes before it. */
  readonly opening: string
  /**
   * How the assistant's turn begins on a model that thinks: inside its thinking part (`open`), or after an empty
   * one (`closed`). Null for models that answer directly.
   */
  readonly thinking: {
    readonly open: string
    readonly close: string
    readonly state: 'open' | 'closed'
  } | null
}

/** The beginning of a conversation. User text never becomes special tokens. */
export interface Chat extends Turn {
  readonly system: string | null
}

/** Where in a thread's text a `rewind` returns to. Valid on the thread that gave it. */
export interface Mark {
  readonly tokens: number
}

/** A place between two tokens, and how many characters lie before it. */
export interface Cut {
  readonly mark: Mark
  readonly characters: number
}

export interface WriteOptions {
  /**
   * Where the written text ends: the length of the text to keep, or null to write on. Called with the whole text
   * after each token; what lies beyond the end is taken back.
   */
  readonly end: (text: string) => number | null
  /**
   * The text that `end` looks for, where it looks for one. Only for engines elsewhere: they can stop there by themselves,
   * where nobody is near enough to stop them in time. `end` decides.
   */
  readonly stop?: string
  /** Where going back is dear, a character that is half written then is written to its end. */
  readonly maxTokens: number
  readonly temperature: number
  readonly topP: number
  /** Draws only from so many of the most probable tokens; from all where it is left out, or 0. */
  readonly topK?: number
  readonly seed: number
  readonly signal: CancelSignal
  /** The text so far, after each token. */
  readonly onText?: (text: string) => void
}

export interface Written {
  readonly text: string
  /** Tokens of `text`. */
  readonly tokens: number
  readonly stop: StepStop
  /** Smallest and geometric mean probability of the written tokens, where the engine knows them. */
  readonly confidence: Confidence | null
  /** The probability of each written token, where the engine knows them. */
  readonly probabilities: readonly number[] | null
  readonly usage: Usage
}

export interface ProposeOptions {
  /** Tokens to propose; less where the turn ends, or where no more fit. */
  readonly count: number
  readonly temperature: number
  readonly topP: number
  /** Draws only from so many of the most probable tokens; from all where it is left out, or 0. */
  readonly topK?: number
  readonly seed: number
  readonly signal: CancelSignal
}

export interface VerifyOptions extends Omit<ProposeOptions, 'count'> {
  /** Where the step begins that is being written. */
  readonly from: Mark
  /** Where the step ends, asked with all of its text. */
  readonly end: (text: string) => number | null
  /** Tokens that may still be written. */
  readonly maxTokens: number
}

/** What a pass over a proposal wrote. */
export interface VerifiedText {
  /** The tokens that were added to the text. */
  readonly tokens: readonly number[]
  /** Proposals that stood. */
  readonly accepted: number
  /** The probability of each token that was drawn; empty where the engine does not know it. */
  readonly probabilities: readonly number[]
  /** Null where the step goes on. */
  readonly stop: StepStop | null
  readonly usage: Usage
}

/**
 * A growing text in one model's context: one KV sequence. Every method leaves the thread as documented or, when
 * it throws, as it was before the call. One call at a time.
 */
export interface Thread {
  /** Tokens of the whole text, prompt included. */
  readonly length: number
  /** Tokens that still fit. */
  readonly room: number
  mark(): Mark
  /** Takes back everything after the mark. Costs nothing now; the next call may repeat one boundary token. */
  rewind(to: Mark): Promise<void>
  /** The text after a mark, up to another or to its end. */
  textAfter(from: Mark, to?: Mark): string
  /**
   * Where the text after a mark can be cut so that at most so many of its characters stay: the last place there
   * that lies between two of this model's tokens. Changes nothing; `rewind` goes there.
   */
  cutAfter(from: Mark, characters: number): Cut
  /** Lets the model write on. */
  write(options: WriteOptions): Promise<Written>
  /** Adds text that somebody else wrote. */
  append(
    text: string,
    signal: CancelSignal
  ): Promise<{ readonly tokens: number; readonly usage: Usage }>
  /** Adds text and returns the probability of each of its tokens under this model. */
  tokenProbabilities(
    text: string,
    signal: CancelSignal
  ): Promise<{ readonly probabilities: readonly number[]; readonly usage: Usage }>
  /** Proposes the next tokens, one after another, for another model of the same vocabulary. The text stays as it is. */
  propose(
    options: ProposeOptions
  ): Promise<{ readonly proposal: readonly ProposedToken[]; readonly usage: Usage }>
  /** Reads a proposal in one pass, and writes on what stands of it and one token of its own (token-speculation.ts). */
  verify(proposal: readonly ProposedToken[], options: VerifyOptions): Promise<VerifiedText>
  /** Adds what a model of the same vocabulary wrote, token by token. Evaluated by the next call. */
  follow(tokens: readonly number[]): void
  /**
   * Ends the model's turn, asks `turn` and returns the probability that its answer begins with each of the given
   * continuations, with or without a space before it. Then the question is rolled back: the thread is as before. With
   * `turn` null it reads the continuations where the text stands. Continuations must begin with different tokens.
   */
  choices(
    turn: Turn | null,
    continuations: readonly string[],
    signal: CancelSignal
  ): Promise<{ readonly probabilities: readonly number[]; readonly usage: Usage }>
  /**
   * Gives the sequence back. Safe to call twice. With `handOn`, the next prompt that is opened on this model in the
   * same attempt takes over the evaluation of what it begins with in common with this text.
   */
  close(options?: { readonly handOn?: boolean }): Promise<void>
}

/** Of which of a prompt's tokens it is asked how probable they are. */
export interface LikelihoodOf {
  /** Only of those between a beginning and an end that this prompt has too; null for all. */
  readonly apartFrom: Chat | null
}

/** One loaded model. */
export interface Model {
  readonly identity: ModelIdentity
  /** FLOPs to evaluate one token at position `position` of its sequence. */
  flops(position: number): number
  /** The same for models with the same tokens, so that one can read what another wrote token by token. */
  readonly vocabulary: string
  /** Milliseconds to decode one token, one path at a time, as measured at load. */
  readonly decodeMs: number
  /** Address of the server that computes it; null where this machine does. */
  readonly server: string | null
  /**
   * Opens a thread on a prompt. Prompts that share a beginning share its evaluation where that is cheaper.
   * With `likelihood` it also returns the mean log probability of those tokens, which reading gives for nothing: null
   * where that was not asked for, or where the evaluation was shared with a prompt for which it was not asked for.
   */
  open(
    chat: Chat,
    signal: CancelSignal,
    options?: { readonly likelihood?: LikelihoodOf | null }
  ): Promise<{ readonly thread: Thread; readonly usage: Usage; readonly likelihood: number | null }>
}

/** The two models of a pair. */
export interface Pair {
  readonly draft: Model
  readonly target: Model
}

/** A call ended early. What it had evaluated until then is on the bill all the same. */
export abstract class Interrupted extends Error {
  readonly usage: Usage

  constructor(message: string, usage: Usage) {
    super(message)
    this.usage = usage
  }
}

/** A call was cut off by its signal. */
export class Cancelled extends Interrupted {
  override name = 'Cancelled'
}

/** A text does not fit into the model's context. */
export class ContextFull extends Interrupted {
  override name = 'ContextFull'
}
