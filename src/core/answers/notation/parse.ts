import type { Expression } from './expression.ts'
import { type Token, isCommand, isSymbol } from './tokens.ts'
import { functionNames } from './function-names.ts'
import { isGreek, isInfinity, splitWord } from './vocabulary.ts'

/** Expressions nested deeper than this are not read: the parser and all that walks its tree are recursive. */
const maxDepth = 120
/** Longer expressions than this are not answers. */
const maxTokens = 1_500

class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Reads tokens as one expression; a string says why they are none. */
export function parse(tokens: readonly Token[]): Expression | string {
  if (tokens.length > maxTokens) return 'too long'
  try {
    return new Parser(tokens).parseAll()
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

const multiplication = new Set(['cdot', 'times'])
const trigonometric = new Set(['sin', 'cos', 'tan', 'sec', 'csc', 'cot', 'sinh', 'cosh', 'tanh'])
const accents = new Set([
  'overline',
  'bar',
  'vec',
  'hat',
  'tilde',
  'widehat',
  'overrightarrow',
  'mathbb',
  'mathcal',
  'mathfrak',
  'angle',
  'triangle'
])
const functionLetters = /^[fghFGH](?:'|_|$)/

/** Recursive descent, with the precedences of written mathematics. */
class Parser {
  readonly #tokens: Token[]
  #at = 0
  #depth = 0
  #openBars = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens.flatMap((token) => {
      if (token.kind !== 'word') return [token]
      const parts = splitWord(token)
      if (parts === null) throw new Unreadable(`"${token.text}" is a word`)
      return parts
    })
  }

  parseAll(): Expression {
    const expression = this.#sum()
    const rest = this.#peek()
    if (rest) throw new Unreadable(`"${rest.text}" is not expected here`)
    return expression
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  #next(): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw new Unreadable('it ends too early')
    return token
  }

  #takeSymbol(text: string): boolean {
    if (!isSymbol(this.#peek(), text)) return false
    this.#at++
    return true
  }

  #takeCommand(text: string): boolean {
    if (!isCommand(this.#peek(), text)) return false
    this.#at++
    return true
  }

  #expect(text: string): void {
    if (!this.#takeSymbol(text)) throw new Unreadable(`"${text}" is missing`)
  }

  #sum(): Expression {
    if (++this.#depth > maxDepth) throw new Unreadable('nested too deeply')
    let left = this.#product()
    for (;;) {
      if (this.#takeSymbol('+')) left = operation('+', left, this.#product())
      else if (this.#takeSymbol('-')) left = operation('-', left, this.#product())
      else break
    }
    this.#depth--
    return left
  }

  #product(): Expression {
    let left = this.#signed()
    for (;;) {
      const token = this.#peek()
      if (isSymbol(token, '*') || (token?.kind === 'command' && multiplication.has(token.text))) {
        this.#at++
        left = operation('*', left, this.#signed())
      } else if (isSymbol(token, '/') || isCommand(token, 'div')) {
        this.#at++
        left = operation('/', left, this.#signed())
      } else if (isCommand(token, 'bmod') || isCommand(token, 'mod')) {
        this.#at++
        left = operation('mod', left, this.#signed())
      } else if (this.#startsFactor(token)) {
        left = this.#mixedNumber(left) ?? operation('*', left, this.#signed())
      } else return left
    }
  }

  /** `3 \frac{1}{2}` and `3 1/2` are sums; `1 000` is one number. Other numbers side by side are not mathematics. */
  #mixedNumber(left: Expression): Expression | null {
    const previous = this.#peek(-1)
    const token = this.#peek()
    if (left.kind !== 'number' || previous?.kind !== 'number' || !token) return null
    if (isCommand(token, 'frac') && isWhole(left.literal)) {
      const fraction = this.#power()
      return isSimpleFraction(fraction)
        ? operation('+', left, fraction)
        : operation('*', left, fraction)
    }
    if (token.kind !== 'number') return null
    const denominator = this.#peek(2)
    if (token.space && isSymbol(this.#peek(1), '/') && denominator?.kind === 'number') {
      this.#at += 3
      return operation('+', left, operation('/', literal(token.text), literal(denominator.text)))
    }
    if (token.space && /^\d{1,3}(?:\d{3})*$/.test(left.literal) && /^\d{3}$/.test(token.text)) {
      this.#at++
      return literal(left.literal + token.text)
    }
    throw new Unreadable('two numbers stand side by side')
  }

  #signed(): Expression {
    // A loop, not recursion: a line of ten thousand minus signs must not overflow the stack.
    let negative = false
    for (;;) {
      if (this.#takeSymbol('-')) negative = !negative
      else if (!this.#takeSymbol('+')) break
    }
    const value = this.#power()
    return negative ? { kind: 'negation', of: value } : value
  }

  #startsFactor(token: Token | undefined): boolean {
    if (!token) return false
    if (token.kind === 'number' || token.kind === 'word') return true
    if (token.kind === 'symbol') {
      return '({['.includes(token.text) || (token.text === '|' && this.#openBars === 0)
    }
    return token.kind === 'command' && !notFactors.has(token.text)
  }

  #power(): Expression {
    let base = this.#atom()
    for (;;) {
      if (this.#takeSymbol('!')) {
        base = call(this.#takeSymbol('!') ? 'doublefactorial' : 'factorial', base)
      } else if (this.#takeSymbol('^')) {
        base = operation('^', base, this.#exponent())
      } else if (this.#takeCommand('degree')) base = { kind: 'degrees', of: base }
      else if (this.#takeSymbol('%')) base = { kind: 'percent', of: base }
      else return base
    }
  }

  #exponent(): Expression {
    if (++this.#depth > maxDepth) throw new Unreadable('nested too deeply')
    let exponent: Expression
    if (this.#takeSymbol('-')) exponent = { kind: 'negation', of: this.#exponent() }
    else if (this.#takeSymbol('+')) exponent = this.#exponent()
    else exponent = this.#atom()
    if (this.#takeSymbol('^')) exponent = operation('^', exponent, this.#exponent())
    while (this.#takeSymbol('!')) exponent = call('factorial', exponent)
    this.#depth--
    return exponent
  }

  /** What a command such as `\frac` takes: a group, or one character as in `\frac12`. */
  #argument(): Expression {
    if (this.#takeSymbol('{')) return this.#closed('}')
    const token = this.#peek()
    if (token?.kind === 'number' && token.text.length > 1 && isWhole(token.text)) {
      this.#tokens[this.#at] = { ...token, text: token.text.slice(1) }
      return literal(token.text[0] ?? '')
    }
    return this.#atom()
  }

  #closed(close: string): Expression {
    const inner = this.#sum()
    this.#expect(close)
    return inner
  }

  #list(): Expression[] {
    const open = this.#next().text
    const items = [this.#sum()]
    while (this.#takeSymbol(',') || this.#takeSymbol(';')) items.push(this.#sum())
    this.#expect(open === '(' ? ')' : open === '[' ? ']' : '}')
    return items
  }

  #atom(): Expression {
    if (++this.#depth > maxDepth) throw new Unreadable('nested too deeply')
    const token = this.#next()
    const atom = this.#atomFrom(token)
    this.#depth--
    return atom
  }

  #atomFrom(token: Token): Expression {
    switch (token.kind) {
      case 'number':
        return this.#numeral(token.text)
      case 'word':
        return this.#named(token.text)
      case 'symbol':
        return this.#bracketed(token.text)
      case 'command':
        return this.#command(token.text)
      case 'text':
        throw new Unreadable(`"${token.text}" is text`)
      case 'begin':
      case 'end':
      case 'row':
        throw new Unreadable('it holds a table')
      default:
        return token satisfies never
    }
  }

  /** A number; with a subscript, the digits in that base, which stay apart from the decimal of the same digits. */
  #numeral(text: string): Expression {
    if (!isSymbol(this.#peek(), '_')) return literal(text)
    return { kind: 'symbol', name: `${text}${this.#subscript()}` }
  }

  #named(letter: string): Expression {
    const name = this.#decorated(letter)
    if (isSymbol(this.#peek(), '(') && functionLetters.test(name)) {
      return { kind: 'unknown-call', name, values: this.#list() }
    }
    if (name === 'e' || name === 'i') return { kind: 'constant', name }
    return { kind: 'symbol', name }
  }

  /** The name with the primes and the subscript that follow it. */
  #decorated(name: string): string {
    let decorated = name
    for (;;) {
      if (this.#takeSymbol("'")) decorated += "'"
      else if (isSymbol(this.#peek(), '_')) decorated += this.#subscript()
      else if (isSymbol(this.#peek(), '^') && this.#isPrimeGroup()) {
        decorated += "'"
        this.#at += isSymbol(this.#peek(1), '{') ? 4 : 2
      } else return decorated
    }
  }

  #isPrimeGroup(): boolean {
    return isSymbol(this.#peek(1), '{')
      ? isSymbol(this.#peek(2), "'") && isSymbol(this.#peek(3), '}')
      : isSymbol(this.#peek(1), "'")
  }

  #subscript(): string {
    this.#expect('_')
    if (!this.#takeSymbol('{')) return `_${this.#next().text}`
    let name = '_'
    for (let depth = 1; ;) {
      const token = this.#next()
      if (isSymbol(token, '{')) depth++
      else if (isSymbol(token, '}') && --depth === 0) return name
      name += token.text
    }
  }

  #bracketed(open: string): Expression {
    switch (open) {
      case '(':
        return this.#outsideBars(')')
      case '[':
        return this.#outsideBars(']')
      case '{':
        return this.#outsideBars('}')
      case '|': {
        this.#openBars++
        const inner = this.#sum()
        this.#openBars--
        this.#expect('|')
        return call('abs', inner)
      }
      default:
        throw new Unreadable(`"${open}" is not expected here`)
    }
  }

  /** Inside brackets a bar opens again. */
  #outsideBars(close: string): Expression {
    const bars = this.#openBars
    this.#openBars = 0
    const inner = this.#closed(close)
    this.#openBars = bars
    return inner
  }

  #command(name: string): Expression {
    switch (name) {
      case 'frac':
        return operation('/', this.#argument(), this.#argument())
      case 'binom':
        return isSymbol(this.#peek(), '(')
          ? { kind: 'call', name, values: this.#list() }
          : { kind: 'call', name, values: [this.#argument(), this.#argument()] }
      case 'sqrt':
      case 'surd':
        return this.#root(name)
      case 'log':
        return this.#logarithm()
      case 'pi':
        return { kind: 'constant', name: 'pi' }
      case 'lfloor':
      case 'lceil':
        return this.#rounded(name)
      case 'sum':
      case 'prod':
        return this.#series(name === 'sum' ? '+' : '*')
    }
    if (isInfinity(name)) return { kind: 'constant', name: 'infinity' }
    const functionName = functionNames.get(name)
    if (functionName !== undefined) return this.#call(functionName)
    if (isGreek(name)) return { kind: 'symbol', name: this.#decorated(`\\${name}`) }
    if (accents.has(name)) return this.#accented(name)
    throw new Unreadable(`\\${name} is not known`)
  }

  #accented(name: string): Expression {
    const start = this.#at
    if (isSymbol(this.#peek(), '{')) this.#outsideGroup()
    else this.#at++
    const inner = this.#tokens.slice(start, this.#at).map((token) => token.text)
    return {
      kind: 'symbol',
      name: this.#decorated(`\\${name} ${inner.filter((text) => !'{}'.includes(text)).join('')}`)
    }
  }

  #outsideGroup(): void {
    for (let depth = 0; ;) {
      const token = this.#next()
      if (isSymbol(token, '{')) depth++
      else if (isSymbol(token, '}') && --depth === 0) return
    }
  }

  #root(name: string): Expression {
    if (this.#takeSymbol('[')) {
      const degree = this.#closed(']')
      return { kind: 'call', name: 'root', values: [this.#argument(), degree] }
    }
    // `√12` in Unicode has no braces; the whole number stands under the root.
    const token = this.#peek()
    if (name === 'surd' && token?.kind === 'number') {
      this.#at++
      return call('sqrt', literal(token.text))
    }
    return call('sqrt', this.#argument())
  }

  #rounded(name: 'lfloor' | 'lceil'): Expression {
    const inner = this.#sum()
    if (!this.#takeCommand(name === 'lfloor' ? 'rfloor' : 'rceil')) {
      throw new Unreadable('a rounding bracket is not closed')
    }
    return call(name === 'lfloor' ? 'floor' : 'ceil', inner)
  }

  #logarithm(): Expression {
    let base: Expression | null = null
    if (this.#takeSymbol('_')) base = this.#logarithmBase()
    const exponent = this.#takeSymbol('^') ? this.#exponent() : null
    let value: Expression
    if (isSymbol(this.#peek(), '(')) {
      const values = this.#list()
      value = values[0] ?? literal('0')
      base = values[1] ?? base
    } else value = this.#bareArgument()
    const logarithm: Expression = {
      kind: 'call',
      name: 'log',
      values: base ? [value, base] : [value]
    }
    return exponent ? operation('^', logarithm, exponent) : logarithm
  }

  /** `\log_28` is the logarithm of 8 to the base 2, but `\log_10 8` is meant to the base 10. */
  #logarithmBase(): Expression {
    const token = this.#peek()
    if (token?.kind === 'number' && token.text.startsWith('10')) {
      if (token.text.length === 2) this.#at++
      else this.#tokens[this.#at] = { ...token, text: token.text.slice(2) }
      return literal('10')
    }
    return this.#argument()
  }

  #call(name: string): Expression {
    // \ln_{e} states the base that it has anyway.
    if (isSymbol(this.#peek(), '_')) this.#subscript()
    const exponent = this.#takeSymbol('^') ? this.#exponent() : null
    const values = isSymbol(this.#peek(), '(') ? this.#list() : [this.#bareArgument()]
    if (exponent && isMinusOne(exponent) && trigonometric.has(name)) {
      return { kind: 'call', name: `a${name}`, values }
    }
    const result: Expression = { kind: 'call', name, values }
    return exponent ? operation('^', result, exponent) : result
  }

  /** The argument of `\sin 2x`: a product of plain factors that ends at the next function or bracket. */
  #bareArgument(): Expression {
    if (this.#takeSymbol('-')) return { kind: 'negation', of: this.#bareArgument() }
    const bracketed = isSymbol(this.#peek(), '{') || isSymbol(this.#peek(), '[')
    let argument = this.#power()
    while (!bracketed && this.#continuesArgument(this.#peek())) {
      argument = operation('*', argument, this.#power())
    }
    return argument
  }

  #continuesArgument(token: Token | undefined): boolean {
    if (!token || !this.#startsFactor(token)) return false
    if (token.kind === 'symbol') return false
    return token.kind !== 'command' || !functionNames.has(token.text) || token.text === 'sqrt'
  }

  #series(operator: '+' | '*'): Expression {
    let index: string | null = null
    let from: Expression | null = null
    let to: Expression | null = null
    for (let bound = 0; bound < 2; bound++) {
      if (this.#takeSymbol('_')) {
        this.#expect('{')
        index = this.#next().text
        this.#expect('=')
        from = this.#closed('}')
      } else if (this.#takeSymbol('^')) to = this.#exponent()
    }
    if (index === null || from === null || to === null) {
      throw new Unreadable('a sum or product has no bounds')
    }
    return { kind: 'series', operator, index, from, to, body: this.#product() }
  }
}

const notFactors = new Set([
  'bmod',
  'mod',
  'rfloor',
  'rceil',
  'degree',
  'cdot',
  'times',
  'div',
  'pm',
  'mp',
  'to',
  'rangle'
])

function operation(
  operator: '+' | '-' | '*' | '/' | '^' | 'mod',
  left: Expression,
  right: Expression
): Expression {
  return { kind: 'operation', operator, left, right }
}

function call(name: string, value: Expression): Expression {
  return { kind: 'call', name, values: [value] }
}

function literal(text: string): Expression {
  return { kind: 'number', literal: text }
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text)
}

function isSimpleFraction(expression: Expression): boolean {
  return (
    expression.kind === 'operation' &&
    expression.operator === '/' &&
    [expression.left, expression.right].every(
      (part) => part.kind === 'number' && isWhole(part.literal)
    )
  )
}

function isMinusOne(expression: Expression): boolean {
  return (
    expression.kind === 'negation' &&
    expression.of.kind === 'number' &&
    expression.of.literal === '1'
  )
}
