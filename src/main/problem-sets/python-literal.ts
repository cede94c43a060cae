import { READING_LIMITS } from './limits.ts'

const WORDS: Readonly<Record<string, unknown>> = {
  True: true,
  true: true,
  False: false,
  false: false,
  None: null,
  null: null,
  nan: null,
  NaN: null
}
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

/**
 * A list or dictionary as Python prints it, which is how pandas writes one into a cell of a table: `['5', "it's"]`,
 * also as numpy prints it, without commas. JSON is read as well. Undefined where the text is no list of either.
 */
export function readListText(text: string): unknown {
  const trimmed = text.trim()
  if (!/^(?:\[[^]*\]|\{[^]*\}|\([^]*\)|array\([^]*\))$/.test(trimmed)) return undefined
  try {
    const reader = new Reader(trimmed)
    const value = reader.value(0)
    return reader.atEnd() ? value : undefined
  } catch (error) {
    if (error instanceof NotALiteral) return undefined
    throw error
  }
}

class NotALiteral extends Error {}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    this.#skip()
    return this.#at === this.#text.length
  }

  value(depth: number): unknown {
    if (depth > READING_LIMITS.nesting) throw new NotALiteral()
    this.#skip()
    const character = this.#text[this.#at]
    if (character === '[') return this.#list(']', depth)
    if (character === '(') return this.#list(')', depth)
    if (character === '{') return this.#dictionary(depth)
    if (character === '"' || character === "'") return this.#string(character)
    return this.#word(depth)
  }

  #list(close: string, depth: number): unknown[] {
    const items: unknown[] = []
    this.#at++
    while (!this.#take(close)) {
      items.push(this.value(depth + 1))
      // numpy leaves the commas out.
      this.#take(',')
    }
    return items
  }

  #dictionary(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    this.#at++
    while (!this.#take('}')) {
      const key = this.value(depth + 1)
      if (!this.#take(':')) throw new NotALiteral()
      entries.push([String(key), this.value(depth + 1)])
      this.#take(',')
    }
    return Object.fromEntries(entries)
  }

  #string(quote: string): string {
    let text = ''
    let start = ++this.#at
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]
      if (character === quote) return text + this.#text.slice(start, this.#at++)
      if (character !== '\\') continue
      text += this.#text.slice(start, this.#at++)
      const escaped = this.#text[this.#at] ?? ''
      const code = /^(?:x[\da-f]{2}|u[\da-f]{4})/i.exec(
        this.#text.slice(this.#at, this.#at + 5)
      )?.[0]
      if (code !== undefined) {
        text += String.fromCharCode(Number.parseInt(code.slice(1), 16))
        this.#at += code.length - 1
      } else if (`\\'"/`.includes(escaped)) text += escaped
      else text += ESCAPES[escaped] ?? `\\${escaped}`
      start = this.#at + 1
    }
    throw new NotALiteral()
  }

  #word(depth: number): unknown {
    const word = /^[-+\w.]+/.exec(this.#text.slice(this.#at, this.#at + 64))?.[0]
    if (word === undefined) throw new NotALiteral()
    this.#at += word.length
    if (word === 'array' && this.#text[this.#at] === '(') return this.#array(depth)
    if (Object.hasOwn(WORDS, word)) return WORDS[word]
    if (!/^[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?\.?$/i.test(word)) throw new NotALiteral()
    return Number(word.replaceAll('_', ''))
  }

  /** `array([...], dtype=object)` */
  #array(depth: number): unknown {
    this.#at++
    const value = this.value(depth + 1)
    const rest = /^\s*(?:,\s*dtype\s*=\s*[\w.'"<]+\s*)?\)/.exec(
      this.#text.slice(this.#at, this.#at + 64)
    )
    if (rest === null) throw new NotALiteral()
    this.#at += rest[0].length
    return value
  }

  #take(character: string): boolean {
    this.#skip()
    if (this.#text[this.#at] !== character) {
      if (this.#at >= this.#text.length) throw new NotALiteral()
      return false
    }
    this.#at++
    return true
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }
}
