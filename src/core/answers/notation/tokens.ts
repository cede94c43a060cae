import { functionNames, uprightFunctionNames } from './function-names.ts'

/** The smallest parts of an answer. `space`: white space stood before it. */
export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly space: boolean }
  /** A run of letters, such as `x`, `xy`, `sin` or `apples`. */
  | { readonly kind: 'word'; readonly text: string; readonly space: boolean }
  /** A LaTeX command without its backslash. */
  | { readonly kind: 'command'; readonly text: string; readonly space: boolean }
  /** One character of punctuation; `\{` and `\}` keep their backslash. */
  | { readonly kind: 'symbol'; readonly text: string; readonly space: boolean }
  /** What stands in `\text{…}`. */
  | { readonly kind: 'text'; readonly text: string; readonly space: boolean }
  | { readonly kind: 'begin' | 'end'; readonly text: string; readonly space: boolean }
  /** `\\`: the end of a row. */
  | { readonly kind: 'row'; readonly text: string; readonly space: boolean }

/** How to read `1,234`: as one number, or as 1 and 234. */
export type Commas = 'group-digits' | 'separate'

const patterns = {
  grouped: /\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?/y,
  groupedInBrackets: /[\d,]+\s*\)/y,
  number: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+(?![a-zA-Z\d.]))?/y,
  command: /\\([a-zA-Z]+)/y,
  environment: /\\(begin|end)\s*\{([a-zA-Z]+)\*?\}(?:\s*\{[lcr|\s]*\})?/y,
  word: /\p{Script=Han}+|(?:(?!\p{Script=Han})\p{L})(?:(?!\p{Script=Han})[\p{L}\p{M}])*/uy,
  scaleWord: /(?:[万亿]|[百千](?![米克瓦帕分]))(?=\p{Script=Han})/uy,
  textCommand: /\\(?:text|mathrm)\s*\{/y,
  space: /\s+/y
}

/** Signs that are also written as words. */
const signs: ReadonlyMap<string, { readonly kind: 'symbol' | 'command'; readonly text: string }> =
  new Map([
    ['percent', { kind: 'symbol', text: '%' }],
    ['percentage', { kind: 'symbol', text: '%' }],
    ['pct', { kind: 'symbol', text: '%' }],
    ['degree', { kind: 'command', text: 'degree' }],
    ['degrees', { kind: 'command', text: 'degree' }]
  ])

/** Reads a normalised answer. Linear in its length. */
export function tokenise(text: string, commas: Commas): Token[] {
  const tokens: Token[] = []
  let at = 0
  let space = false
  // Inside brackets `(1,234)` is a pair, unless the number stands in a group such as \frac{1,234}{5}.
  let brackets = 0
  function push(kind: Token['kind'], content: string, length: number): void {
    const sign = kind === 'word' ? signs.get(content.toLowerCase()) : undefined
    tokens.push(sign ? { ...sign, space } : { kind, text: content, space })
    at += length
    space = false
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    const blank = match(patterns.space, text, at)
    if (blank) {
      at += blank[0].length
      space = true
      continue
    }
    const grouped =
      commas === 'group-digits' &&
      (brackets === 0 || isFactorInBrackets()) &&
      match(patterns.grouped, text, at)
    if (grouped) {
      push('number', grouped[0].replaceAll(',', ''), grouped[0].length)
      continue
    }
    const number = match(patterns.number, text, at)
    if (number) {
      push('number', number[0], number[0].length)
      continue
    }
    const word = match(patterns.scaleWord, text, at) ?? match(patterns.word, text, at)
    if (word) {
      push('word', word[0], word[0].length)
      continue
    }
    if (character === '\\') {
      readCommand()
      continue
    }
    if (character === '*' && text[at + 1] === '*') {
      push('symbol', '^', 2)
      continue
    }
    if (character === '(' || character === '[') brackets++
    else if (character === ')' || character === ']') brackets = Math.max(0, brackets - 1)
    push('symbol', character, 1)
  }
  return tokens

  /** `5(1,234)` multiplies by a number, where `(1,234)` alone is a pair. */
  function isFactorInBrackets(): boolean {
    const [before, open] = [tokens.at(-2), tokens.at(-1)]
    return (
      isSymbol(open, '(') &&
      (before?.kind === 'number' || isSymbol(before, '}') || isSymbol(before, ')')) &&
      match(patterns.groupedInBrackets, text, at) !== null
    )
  }

  function readCommand(): void {
    const environment = match(patterns.environment, text, at)
    if (environment) {
      const kind = environment[1] === 'begin' ? 'begin' : 'end'
      push(kind, environment[2] ?? '', environment[0].length)
      return
    }
    const textual = match(patterns.textCommand, text, at)
    if (textual) {
      const open = at + textual[0].length
      const close = closingBrace(text, open)
      const content = text
        .slice(open, close)
        .replace(/\\[a-zA-Z]+|[{}\\]/g, ' ')
        .trim()
      pushText(content, close + 1 - at)
      return
    }
    const command = match(patterns.command, text, at)
    if (command) {
      push(command[1] === 'cr' ? 'row' : 'command', command[1] ?? '', command[0].length)
      return
    }
    const next = text[at + 1] ?? ''
    if (next === '\\') push('row', '\\\\', 2)
    else if (next === '{' || next === '}') {
      brackets = Math.max(0, brackets + (next === '{' ? 1 : -1))
      push('symbol', `\\${next}`, 2)
    } else push('symbol', next === '|' ? '|' : next, 2)
  }

  function pushText(content: string, length: number): void {
    // `3\text{m}` sets the unit apart as a space does.
    space = true
    const upright = uprightFunctionNames.get(content)
    if (upright !== undefined) push('command', upright, length)
    else if (signs.has(content.toLowerCase())) push('word', content, length)
    else if (/^[a-zA-Z]$/.test(content) || functionNames.has(content)) push('word', content, length)
    else if (/\p{L}{2}/u.test(content) && !/^[-+]?\d/.test(content)) push('text', content, length)
    else {
      // `\mathrm{e}`, `\textbf{(12)}` are maths in another type.
      for (const token of tokenise(content, commas)) {
        space ||= token.space
        push(token.kind, token.text, 0)
      }
      at += length
      space = true
    }
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Where the group that is open at `at` ends; the text's length where it never does. */
function closingBrace(text: string, at: number): number {
  let depth = 1
  for (let end = at; end < text.length; end++) {
    const character = text[end]
    if (character === '\\') end++
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return end
  }
  return text.length
}

/** Punctuation that was not written, against what stands before it. */
export function symbolToken(text: string): Token {
  return { kind: 'symbol', text, space: false }
}

/** A number that was not written in digits, against what stands before it. */
export function numberToken(text: string): Token {
  return { kind: 'number', text, space: false }
}

/** Is it this punctuation? */
export function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text
}

/** Is it this command? */
export function isCommand(token: Token | undefined, text: string): boolean {
  return token?.kind === 'command' && token.text === text
}

/** The tokens written out, so that two spellings of the same tokens are the same string. */
export function spell(tokens: readonly Token[]): string {
  const spelled: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const inner = tokens[at + 1]
    if (isSymbol(token, '{') && inner && isSymbol(tokens[at + 2], '}')) {
      spelled.push(spellOne(inner))
      at += 2
    } else if (token) spelled.push(spellOne(token))
  }
  return spelled.join(' ')
}

function spellOne(token: Token): string {
  return token.kind === 'command' ? `\\${token.text}` : token.text
}

/** Splits at separators that stand outside all brackets. */
export function splitOutside(
  tokens: readonly Token[],
  isSeparator: (token: Token) => boolean
): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (depth === 0 && isSeparator(token)) parts.push([])
    else parts.at(-1)?.push(token)
    depth = Math.max(0, depth + nesting(token))
  }
  return parts
}

/** +1 where a bracket opens, -1 where one closes. Half-open intervals mix them, so kinds are not matched. */
export function nesting(token: Token): -1 | 0 | 1 {
  if (token.kind === 'begin') return 1
  if (token.kind === 'end') return -1
  if (token.kind === 'command') {
    return opening.has(token.text) ? 1 : closing.has(token.text) ? -1 : 0
  }
  if (token.kind !== 'symbol') return 0
  return openingSymbols.has(token.text) ? 1 : closingSymbols.has(token.text) ? -1 : 0
}

const opening = new Set(['langle', 'lfloor', 'lceil'])
const closing = new Set(['rangle', 'rfloor', 'rceil'])
const openingSymbols = new Set(['(', '[', '{', '\\{'])
const closingSymbols = new Set([')', ']', '}', '\\}'])

/** Where the bracket that ends the tokens opens; -1 where none does. */
export function openingOfLast(tokens: readonly Token[]): number {
  let depth = 0
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at]
    if (token) depth -= nesting(token)
    if (depth === 0) return at
  }
  return -1
}
