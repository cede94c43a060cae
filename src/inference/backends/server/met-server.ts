import { createHash } from 'node:crypto'
import { NEVER_CANCELLED } from '../../../core/ports.ts'
import type { ModelIdentity } from '../../../shared/events.ts'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { THINKING_MARKS } from '../../../shared/thinking-marks.ts'
import { rehearse, type ChatFormat } from '../../chat-template.ts'
import type { Connection } from './connection.ts'
import type { Dialect, PathCall } from './dialect.ts'
import { quoted, ServerFailure } from './server-failure.ts'
import type { TextToken } from './text-token.ts'
import type { SplittingPlace } from './tokenizer-of-vllm.ts'

/** What a server says about itself, and how it is talked to. */
export interface MetServer {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly identity: ModelIdentity
  readonly architecture: string
  /** Of the weights, where the server says it; else 0. */
  readonly bytes: number
  /** Tokens of one path. */
  readonly contextSize: number
  /** Paths that can be given a place of their own on it; 0 where that is its own choice. */
  readonly slots: number
  /** "llama-server b6500". */
  readonly software: string
  readonly format: ChatFormat
  /** Of a vLLM, or a server that does as one: where it splits texts. Null where the dialect knows one way. */
  readonly splitsAt: SplittingPlace | null
  /** Tokens that open every text. */
  readonly opening: readonly TextToken[]
  /** Whether a token that was written ends the turn, though the server went on. */
  readonly isEndOfTurn: (token: TextToken) => boolean
  /** Marks of thinking that are one token each, and its number. */
  readonly marks: ReadonlyMap<string, number>
  /** The model's template where it is known, for the marks that it writes itself. */
  readonly template: string
  /** What it does at a higher price than others, why, and what of the server would help; null where it does not. */
  readonly remarks: {
    readonly choices: string | null
    readonly likelihood: string | null
  }
}

/** Of the first questions to a server. */
export const FIRST_CALL: PathCall = { signal: NEVER_CANCELLED, slot: null }

/** Read by every tokenizer in another way. */
const SAMPLE_TEXT = 'Él compró 3½ kg de pan; 127+88=215.\n\n\\boxed{x^2} <|im_end|>'

/** The numbers of a piece of markup. */
export async function idsOf(text: string, dialect: Dialect): Promise<number[]> {
  return (await dialect.tokenize(text, 'markup', FIRST_CALL)).map(({ id }) => id)
}

export async function knownMarks(dialect: Dialect): Promise<ReadonlyMap<string, number>> {
  const marks = new Map<string, number>()
  for (const mark of THINKING_MARKS.flatMap(({ open, close }) => [open, close])) {
    const [id, ...others] = await idsOf(mark, dialect)
    if (id !== undefined && others.length === 0) marks.set(mark, id)
  }
  return marks
}

/** Tells one model from another by all that a server says of it, and by how it splits a text. */
export async function fingerprintOf(
  said: readonly unknown[],
  tokenizer: Pick<Dialect, 'tokenize'>
): Promise<string> {
  const sample = (await tokenizer.tokenize(SAMPLE_TEXT, 'text', FIRST_CALL)).map(({ id }) => id)
  return createHash('sha256')
    .update(JSON.stringify([...said, sample]))
    .digest('hex')
}

/**
 * The template is the server's: it may fail, or write without end.
 *
 * @throws ServerFailure
 */
export function requireFormat(format: ChatFormat, source: ServerSource): void {
  try {
    rehearse(format)
  } catch (error) {
    throw new ServerFailure(
      `The chat template of ${sourceText(source)} cannot be used${quoted(error instanceof Error ? error.message : String(error))}.`,
      { cause: error }
    )
  }
}
