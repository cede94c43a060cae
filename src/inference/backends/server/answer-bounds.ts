import type { Computed } from './dialect.ts'
import { saysNot } from './server-failure.ts'

/** Characters of one token; the longest of real vocabularies are rows of a hundred spaces. */
const TOKEN_CHARACTERS = 1024
/** Tokens that a server may put before a prompt, such as the one that opens every text. */
const OTHER_TOKENS = 16
/** Parts of an answer that bring no token: counts, a greeting, the end. */
const OTHER_PARTS = 64

/**
 * How much a streamed answer may say, by what was asked: a server that goes on would be listened to for ever, and one that
 * counts wildly would be believed on the bill.
 */
export class AnswerBounds {
  readonly #url: string
  readonly #software: string
  readonly #prompt: number
  readonly #tokens: number
  #parts = 0
  #characters = 0

  /** @param asked tokens of the prompt, and how many may be written at most */
  constructor(
    url: string,
    software: string,
    asked: { readonly prompt: number; readonly tokens: number }
  ) {
    this.#url = url
    this.#software = software
    this.#prompt = asked.prompt
    this.#tokens = asked.tokens
  }

  /** @throws ServerFailure */
  note(text: string, { cached, prompt, sampled }: Computed): void {
    this.#parts += 1
    this.#characters += text.length
    if (this.#parts > 2 * this.#tokens + OTHER_PARTS) this.#refuse('an answer without end')
    if (this.#characters > (this.#tokens + 1) * TOKEN_CHARACTERS) {
      this.#refuse(`${this.#characters} characters for ${this.#tokens} tokens`)
    }
    if (prompt > this.#prompt + OTHER_TOKENS)
      this.#refuse(`${prompt} tokens of a prompt of ${this.#prompt}`)
    if (cached !== null && (cached < 0 || cached > prompt)) {
      this.#refuse(`that it remembered ${cached} of ${prompt} tokens`)
    }
    if (sampled > this.#tokens) {
      this.#refuse(`${sampled} tokens where it was to write ${this.#tokens} at most`)
    }
  }

  #refuse(what: string): never {
    throw saysNot(this.#url, `what was asked of it, but ${what}`, this.#software)
  }
}
