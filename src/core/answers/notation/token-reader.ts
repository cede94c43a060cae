import { isCommand, isSymbol, type Token } from './tokens.ts'

/** Expressions nested deeper than this are not read: the parser and all that walks its tree are recursive. */
const maxDepth = 120

/**
 * The tokens are no expression; the message says why. No `Error`: half of all answers are no expression before they are
 * something else, and gathering a stack that nobody reads took a twentieth of the time of grading.
 */
export class NoExpression {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Ends the reading of an expression. */
export function unreadable(message: string): never {
  // oxlint-disable-next-line typescript/only-throw-error -- caught by `parse`, which makes it a value
  throw new NoExpression(message)
}

/** A place in a list of tokens, moved forward by what is taken. */
export class TokenReader {
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  /** @param tokens a list of the reader's own, in which it replaces what is taken in part */
  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  /** @throws NoExpression at the end. */
  next(): Token {
    const token = this.#tokens[this.#at++]
    if (!token) unreadable('it ends too early')
    return token
  }

  skip(count = 1): void {
    this.#at += count
  }

  takeSymbol(text: string): boolean {
    if (!isSymbol(this.peek(), text)) return false
    this.#at++
    return true
  }

  takeCommand(text: string): boolean {
    if (!isCommand(this.peek(), text)) return false
    this.#at++
    return true
  }

  /** @throws NoExpression where another token stands. */
  expect(text: string): void {
    if (!this.takeSymbol(text)) unreadable(`"${text}" is missing`)
  }

  /** Takes only the first characters of the next token, whose rest is read as a token of its own. */
  takeCharacters(token: Token, count: number): string {
    this.#tokens[this.#at] = { ...token, text: token.text.slice(count) }
    return token.text.slice(0, count)
  }

  /** The texts of the next braced group, or of the next token. */
  takeGroup(): string[] {
    const start = this.#at
    if (this.takeSymbol('{')) this.toEndOfGroup()
    else this.#at++
    return this.#tokens.slice(start, this.#at).map((token) => token.text)
  }

  /** The texts up to the brace that closes the group whose opening was taken. */
  toEndOfGroup(): string[] {
    const texts: string[] = []
    for (let depth = 1; ;) {
      const token = this.next()
      if (isSymbol(token, '{')) depth++
      else if (isSymbol(token, '}') && --depth === 0) return texts
      texts.push(token.text)
    }
  }

  /** @throws NoExpression where `read` is nested too deeply. */
  deeper<Result>(read: () => Result): Result {
    if (++this.#depth > maxDepth) unreadable('nested too deeply')
    const result = read()
    this.#depth--
    return result
  }
}
