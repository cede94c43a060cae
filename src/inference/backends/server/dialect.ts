import type { Call } from './connection.ts'
import type { TextToken } from './text-token.ts'

/** Special tokens are special in markup alone. */
export type TextKind = 'markup' | 'text'

/**
 * What a thread needs of a server, whichever words that takes. Prompts are token ids: what a server computed before is
 * found again only by the same tokens.
 */
export interface Dialect {
  /** Tokens of a text in the middle of others. What looks like a special token is one only in `markup`. */
  tokenize(text: string, kind: TextKind, call: Call): Promise<readonly TextToken[]>
  /** Evaluates a prompt, so that whatever begins with it finds it evaluated. */
  read(prompt: readonly number[], call: PathCall): Promise<Computed>
  /** Writes on, token by token. The last part says how it ended. */
  write(request: WriteRequest, call: PathCall): AsyncGenerator<WrittenPart, void>
  /** How probable each of `following` is behind the prompt and those before it. */
  likelihood(
    prompt: readonly number[],
    following: readonly TextToken[],
    call: PathCall
  ): Promise<{ readonly probabilities: readonly number[]; readonly computed: readonly Computed[] }>
  /** How probable each of some tokens is as the next one. */
  next(
    prompt: readonly number[],
    candidates: readonly number[],
    call: PathCall
  ): Promise<{
    readonly probabilities: ReadonlyMap<number, number>
    readonly computed: readonly Computed[]
  }>
}

/** A call of one path. */
export interface PathCall extends Call {
  /** Where the server keeps what it computed for this path; null where that is its own choice. */
  readonly slot: number | null
  /** Told what was computed only to learn how a text is split, where a server computes for it. */
  readonly onSplit?: (computed: Computed) => void
}

/** What the server says that one request made it compute. */
export interface Computed {
  /** Leading tokens of the prompt that it had computed before; null where it has not said so yet. */
  readonly cached: number | null
  /** Tokens of the prompt. */
  readonly prompt: number
  /** Tokens that it sampled; the last one of them is not evaluated. */
  readonly sampled: number
}

export interface WriteRequest {
  readonly prompt: readonly number[]
  readonly maxTokens: number
  readonly temperature: number
  readonly topP: number
  /** 0 for all. */
  readonly topK: number
  readonly seed: number
  /** Where the server stops by itself; null to leave it to whoever reads. */
  readonly stop: string | null
  /** Control tokens that read as a text of their own: the marks of a thinking part. */
  readonly shown: ReadonlyMap<number, string>
}

export type WrittenPart =
  | {
      readonly type: 'token'
      readonly token: TextToken
      /** Before temperature and the like; null where the server does not say it. */
      readonly probability: number | null
      /** Up to and with this token. */
      readonly computed: Computed
    }
  | {
      readonly type: 'end'
      readonly stop: 'end-of-turn' | 'stop' | 'length'
      readonly computed: Computed
    }
