import type { PathCall, TextKind } from './dialect.ts'
import { ServerFailure } from './server-failure.ts'
import { textOf, type TextToken } from './text-token.ts'

/** Texts whose tokens are remembered: markup and questions come again and again. */
const REMEMBERED = 2000

/** Tokens, and bytes of what they say, for a byte of text: some tokenizers write a letter as several. */
const MOST_FOR_A_BYTE = 4
/** Of them beside the text: what a tokenizer puts before and behind it. */
const MOST_BESIDE = 64
/** Characters of one token. */
const LONGEST_PIECE = 4096

/** A server's tokenizer, in its own words. */
export interface Tokenizer {
  tokenize(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]>
  detokenize(ids: readonly number[], call: PathCall): Promise<string>
}

/** What a server's tokenizer says, remembered, and right also in the middle of a text. */
export class Pieces {
  readonly #tokenizer: Tokenizer
  readonly #texts = new Map<string, readonly TextToken[]>()
  readonly #pieces = new Map<number, string>()

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer
  }

  async tokenize(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]> {
    if (text === '') return []
    return remembered(this.#texts, `${kind} ${text}`, () => this.#inTheMiddle(text, kind, call))
  }

  /** What a token says. */
  pieceOf(id: number, call: PathCall): Promise<string> {
    return remembered(this.#pieces, id, async () => {
      const piece = await this.#tokenizer.detokenize([id], call)
      if (piece.length <= LONGEST_PIECE) return piece
      throw new ServerFailure(
        `The tokenizer of the server says ${piece.length} characters for one token. That is none.`
      )
    })
  }

  /** What is remembered must be no more than the text gives. */
  async #split(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]> {
    const tokens = await this.#tokenizer.tokenize(text, kind, call)
    const most = MOST_FOR_A_BYTE * Buffer.byteLength(text) + MOST_BESIDE
    const bytes = tokens.reduce((sum, token) => sum + token.bytes.length, 0)
    if (tokens.length <= most && bytes <= most) return tokens
    throw new ServerFailure(
      `The tokenizer of the server makes ${tokens.length} tokens with ${bytes} bytes of a text of ${text.length} characters. That is no tokenizer.`
    )
  }

  /** SentencePiece puts a space before whatever it tokenizes, which is wrong in the middle of a text. */
  async #inTheMiddle(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]> {
    const tokens = await this.#split(text, kind, call)
    const read = textOf(tokens)
    if (kind === 'markup' || read === text) {
      const [first] = tokens
      const isSpace = first !== undefined && textOf([first]) === ' '
      return isSpace && !text.startsWith(' ') ? tokens.slice(1) : tokens
    }
    // Behind a line's end there is none, and no token reaches across it.
    const behind = await this.#split(`\n${text}`, kind, call)
    const start = behind.findIndex((token) => textOf([token]).endsWith('\n')) + 1
    const rest = behind.slice(start)
    if (start > 0 && textOf(rest) === text) return rest
    throw new ServerFailure(
      'The tokenizer of the server does not give back the text that it was given. Use this model as a file.'
    )
  }
}

/** The value of a key: the one at hand, or one that is made now. The oldest makes way. */
async function remembered<K, V>(known: Map<K, V>, key: K, make: () => Promise<V>): Promise<V> {
  const at = known.get(key)
  if (at !== undefined) return at
  const made = await make()
  known.set(key, made)
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!)
  return made
}
