import type { Call } from './connection.ts'
import type { TextKind } from './dialect.ts'
import { ServerFailure } from './server-failure.ts'
import { textOf, type TextToken } from './text-token.ts'

/** Texts whose tokens are remembered: markup and questions come again and again. */
const REMEMBERED = 2000

/** A server's tokenizer, in its own words. */
export interface Tokenizer {
  tokenize(text: string, kind: TextKind, call: Call): Promise<readonly TextToken[]>
  detokenize(ids: readonly number[], call: Call): Promise<string>
}

/** What a server's tokenizer says, remembered, and right also in the middle of a text. */
export class Pieces {
  readonly #tokenizer: Tokenizer
  readonly #texts = new Map<string, readonly TextToken[]>()
  readonly #pieces = new Map<number, string>()

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer
  }

  async tokenize(text: string, kind: TextKind, call: Call): Promise<readonly TextToken[]> {
    if (text === '') return []
    return remembered(this.#texts, `${kind} ${text}`, () => this.#inTheMiddle(text, kind, call))
  }

  /** What a token says. */
  pieceOf(id: number, call: Call): Promise<string> {
    return remembered(this.#pieces, id, () => this.#tokenizer.detokenize([id], call))
  }

  /** SentencePiece puts a space before whatever it tokenizes, which is wrong in the middle of a text. */
  async #inTheMiddle(text: string, kind: TextKind, call: Call): Promise<readonly TextToken[]> {
    const tokens = await this.#tokenizer.tokenize(text, kind, call)
    const read = textOf(tokens)
    if (kind === 'markup' || read === text) {
      const [first] = tokens
      const isSpace = first !== undefined && textOf([first]) === ' '
      return isSpace && !text.startsWith(' ') ? tokens.slice(1) : tokens
    }
    // Behind a line's end there is none, and no token reaches across it.
    const behind = await this.#tokenizer.tokenize(`\n${text}`, kind, call)
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
