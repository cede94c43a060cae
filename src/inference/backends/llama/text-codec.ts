import { LlamaVocabularyType, type LlamaModel as NativeModel, type Token } from 'node-llama-cpp'
import type { PromptPiece } from '../../chat-template.ts'

/** Tokens before a text that decide how its first token reads (a leading space, half a character). */
const CONTEXT_TOKENS = 4
/** A character has at most four bytes, and each may be a token of its own. */
const TOKENS_OF_A_CHARACTER = 4
/**
 * A character of no language, which joins with nothing into a token: text that is tokenized behind it is tokenized as what
 * follows. The binding's own way fails on text that begins with a line's end, which then reads as a space and a line's end.
 */
const ANCHOR = '\uE000'

/** Text to tokens and back, for one model. */
export class TextCodec {
  readonly #model: NativeModel
  /** SentencePiece puts a space before whatever it tokenizes, which is wrong in the middle of a text. */
  readonly #addsSpace: boolean
  /** What the anchor is alone, where text is tokenized behind it. */
  readonly #anchor: readonly Token[]
  /** Whether a markup has special tokens: few texts, which come again with every prompt and question. */
  readonly #special = new Map<string, boolean>()
  /** Control tokens that read as their text. */
  readonly #shown: ReadonlyMap<Token, string>

  /**
   * @param marks Texts that are to be read also where the model has a control token for them, which would read as
   *   nothing: those around a thinking part.
   */
  constructor(model: NativeModel, marks: readonly string[] = []) {
    this.#model = model
    this.#shown = new Map(
      marks.flatMap((mark): [Token, string][] => {
        const [token, ...others] = model.tokenize(mark, true)
        const isControl = token !== undefined && others.length === 0 && model.isSpecialToken(token)
        return isControl && model.detokenize([token], false) === '' ? [[token, mark]] : []
      })
    )
    this.#addsSpace = model.vocabularyType === LlamaVocabularyType.spm
    this.#anchor = this.#addsSpace ? model.tokenize(ANCHOR, false) : []
  }

  /** Tokens of a whole prompt; BOS comes first where the file asks for it. */
  prompt(pieces: readonly PromptPiece[]): Token[] {
    const { bos, shouldPrependBosToken } = this.#model.tokens
    const [first, ...others] = this.#joined(pieces)
    const tokens =
      first === undefined ? [] : this.#model.tokenize(first.text, first.kind === 'markup')
    tokens.push(...this.#tokensOf(others))
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos)
    return tokens
  }

  /** Tokens of pieces that follow other text. */
  continuation(pieces: readonly PromptPiece[]): Token[] {
    return this.#tokensOf(this.#joined(pieces))
  }

  /**
   * Pieces in which nothing is a special token are one text: that "." ends a message and a template goes on with a blank line
   * is ".\n\n" to a model, often one token.
   */
  #joined(pieces: readonly PromptPiece[]): PromptPiece[] {
    const joined: PromptPiece[] = []
    for (const { kind, text } of pieces) {
      const plain = kind === 'text' || !this.#hasSpecial(text)
      const last = joined.at(-1)
      if (plain && last?.kind === 'text') joined.splice(-1, 1, { ...last, text: last.text + text })
      else joined.push({ kind: plain ? 'text' : 'markup', text })
    }
    return joined
  }

  #hasSpecial(markup: string): boolean {
    const known = this.#special.get(markup)
    if (known !== undefined) return known
    const plain = this.#model.tokenize(markup, false)
    const tokens = this.#model.tokenize(markup, true)
    const found =
      tokens.length !== plain.length || tokens.some((token, index) => token !== plain[index])
    this.#special.set(markup, found)
    return found
  }

  #tokensOf(pieces: readonly PromptPiece[]): Token[] {
    return pieces.flatMap(({ kind, text }) => this.#following(text, kind === 'markup'))
  }

  /** Tokens of plain text that follows other text. Special tokens in it stay text. */
  following(text: string): Token[] {
    return this.#following(text, false)
  }

  /** The same, for text in which such marks are to be read. */
  showing(marks: readonly string[]): TextCodec {
    return new TextCodec(this.#model, marks)
  }

  /** A reader of tokens that follow `context`. Special tokens read as nothing, those of the marks apart. */
  reader(context: readonly Token[]): (tokens: readonly Token[]) => string {
    const plain = this.#plainReader(context)
    if (this.#shown.size === 0) return plain
    return (tokens) => {
      let [text, from] = ['', 0]
      for (const [at, token] of tokens.entries()) {
        const mark = this.#shown.get(token)
        if (mark === undefined) continue
        text += this.#read(context, tokens, from, at) + mark
        from = at + 1
      }
      return from === 0 ? plain(tokens) : text + this.#read(context, tokens, from, tokens.length)
    }
  }

  /** Some of the tokens, after all that comes before them. */
  #read(context: readonly Token[], tokens: readonly Token[], from: number, to: number): string {
    if (from === to) return ''
    const before = [...context.slice(-CONTEXT_TOKENS), ...tokens.slice(0, from)]
    return this.#plainReader(before)(tokens.slice(from, to))
  }

  #plainReader(context: readonly Token[]): (tokens: readonly Token[]) => string {
    const before = context.slice(-CONTEXT_TOKENS)
    const beforeText = this.#model.detokenize(before, false)
    return (tokens) => {
      const text = this.#model.detokenize([...before, ...tokens], false)
      return text.startsWith(beforeText)
        ? text.slice(beforeText.length)
        : this.#model.detokenize(tokens, false)
    }
  }

  /**
   * Tokens of the first `length` characters of what `tokens` say: as many of them as possible, and where the end
   * lies within one, its part tokenized anew.
   */
  cut(
    tokens: readonly Token[],
    length: number,
    read: (tokens: readonly Token[]) => string
  ): Token[] {
    const wanted = read(tokens).slice(0, length)
    const kept = tokens.slice(0, this.fitting(tokens, length, read))
    return [...kept, ...this.following(wanted.slice(read(kept).length))]
  }

  /** How many leading tokens say the first `length` characters of the whole, or less of them. */
  fitting(
    tokens: readonly Token[],
    length: number,
    read: (tokens: readonly Token[]) => string
  ): number {
    const wanted = read(tokens).slice(0, length)
    let count = tokens.length
    while (count > 0 && !wanted.startsWith(read(tokens.slice(0, count)))) count -= 1
    return count
  }

  /** The tokens without the beginning of a character at their end, unless there is nothing else. */
  wholeCharacters(tokens: readonly Token[], read: (tokens: readonly Token[]) => string): Token[] {
    const most = Math.min(TOKENS_OF_A_CHARACTER, tokens.length)
    for (let dropped = 0; dropped < most; dropped++) {
      const kept = tokens.slice(0, tokens.length - dropped)
      if (!endsMidCharacter(read(kept))) return kept
    }
    return [...tokens]
  }

  #following(text: string, special: boolean): Token[] {
    if (!this.#addsSpace) return this.#model.tokenize(text, special)
    const tokens = this.#model.tokenize(ANCHOR + text, special)
    return this.#anchor.every((token, index) => tokens[index] === token)
      ? tokens.slice(this.#anchor.length)
      : this.#model.tokenize(text, special, 'trimLeadingSpace')
  }
}

/** The text so far, without a character of which only some bytes are there. */
export function wholeText(text: string): string {
  return text.replace(/\uFFFD+$/, '')
}

function endsMidCharacter(text: string): boolean {
  return text.endsWith('\uFFFD')
}
