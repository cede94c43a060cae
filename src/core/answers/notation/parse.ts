import type { Expression } from './expression.ts'
import { functionNames } from './function-names.ts'
import { callExpression, isWhole, literal, negation, operation } from './make-expression.ts'
import {
  binomial,
  functionCall,
  logarithm,
  quotient,
  root,
  rounded,
  series,
  type Grammar
} from './parse-calls.ts'
import { chosenFrom, combination, leadingCombination } from './parse-combinations.ts'
import { fractionOfUnit, mixedNumber } from './parse-mixed-number.ts'
import { accented, decorated, subscript } from './parse-names.ts'
import { TokenReader, NoExpression, unreadable } from './token-reader.ts'
import { type Token, isCommand, isSymbol } from './tokens.ts'
import { isGreek, isInfinity, splitWord } from './vocabulary.ts'

/** Longer expressions than this are not answers. */
const maxTokens = 1_500

/** Reads tokens as one expression; a string says why they are none. */
export function parse(tokens: readonly Token[]): Expression | string {
  if (tokens.length > maxTokens) return 'too long'
  try {
    const letters = withLetters(tokens)
    return letters.length > maxTokens ? 'too long' : new Parser(letters).parseAll()
  } catch (error) {
    if (error instanceof NoExpression) return error.message
    throw error
  }
}

/** The tokens with runs of letters taken apart. */
function withLetters(tokens: readonly Token[]): Token[] {
  const letters: Token[] = []
  for (const token of tokens) {
    if (token.kind !== 'word') {
      letters.push(token)
      continue
    }
    const parts = splitWord(token)
    if (parts === null) unreadable(`"${token.text}" is a word`)
    letters.push(...parts)
  }
  return letters
}

const multiplication = new Set(['cdot', 'times'])
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
  'rangle',
  'choose',
  'over'
])
const functionLetters = /^[fghFGH](?:'|_|$)/

/** Recursive descent, with the precedences of written mathematics. */
class Parser implements Grammar {
  readonly reader: TokenReader
  #openBars = 0

  constructor(tokens: Token[]) {
    this.reader = new TokenReader(tokens)
  }

  parseAll(): Expression {
    const expression = this.#infix(this.sum())
    const rest = this.reader.peek()
    if (rest) unreadable(`"${rest.text}" is not expected here`)
    return expression
  }

  sum(): Expression {
    return this.reader.deeper(() => {
      let left = this.product()
      for (;;) {
        if (this.reader.takeSymbol('+')) left = operation('+', left, this.product())
        else if (this.reader.takeSymbol('-')) left = operation('-', left, this.product())
        else return left
      }
    })
  }

  product(): Expression {
    let left = this.#signed()
    for (;;) {
      const token = this.reader.peek()
      const operator = multiplicative(token)
      if (operator) {
        this.reader.skip()
        left = operation(operator, left, this.#signed())
      } else if (this.startsFactor(token)) {
        left = this.#groupedDigits(left) ?? operation('*', left, this.#signed())
      } else return left
    }
  }

  /** `1 000` is one number. Other numbers side by side are not mathematics. */
  #groupedDigits(left: Expression): Expression | null {
    const previous = this.reader.peek(-1)
    const token = this.reader.peek()
    if (left.kind !== 'number' || previous?.kind !== 'number' || token?.kind !== 'number')
      return null
    if (token.space && /^\d{1,3}(?:\d{3})*$/.test(left.literal) && /^\d{3}$/.test(token.text)) {
      this.reader.skip()
      return literal(left.literal + token.text)
    }
    unreadable('two numbers stand side by side')
  }

  #signed(): Expression {
    // A loop, not recursion: a line of ten thousand minus signs must not overflow the stack.
    let negative = false
    for (;;) {
      if (this.reader.takeSymbol('-')) negative = !negative
      else if (!this.reader.takeSymbol('+')) break
    }
    const value = this.power()
    return negative ? negation(value) : value
  }

  startsFactor(token: Token | undefined): boolean {
    if (!token) return false
    if (token.kind === 'number' || token.kind === 'word') return true
    if (token.kind === 'symbol') {
      return '({['.includes(token.text) || (token.text === '|' && this.#openBars === 0)
    }
    return token.kind === 'command' && !notFactors.has(token.text)
  }

  power(): Expression {
    const { reader } = this
    let base = mixedNumber(reader) ?? fractionOfUnit(reader) ?? this.#atom()
    for (;;) {
      if (reader.takeSymbol('!')) {
        base = callExpression(reader.takeSymbol('!') ? 'doublefactorial' : 'factorial', base)
      } else if (reader.takeSymbol('^')) base = operation('^', base, this.exponent())
      else if (reader.takeCommand('degree')) base = { kind: 'degrees', of: base }
      else if (reader.takeSymbol('%')) base = { kind: 'percent', of: base }
      else return base
    }
  }

  exponent(): Expression {
    const { reader } = this
    return reader.deeper(() => {
      let exponent: Expression
      if (reader.takeSymbol('-')) exponent = negation(this.exponent())
      else if (reader.takeSymbol('+')) exponent = this.exponent()
      else exponent = this.#atom()
      if (reader.takeSymbol('^')) exponent = operation('^', exponent, this.exponent())
      while (reader.takeSymbol('!')) exponent = callExpression('factorial', exponent)
      return exponent
    })
  }

  argument(): Expression {
    if (this.reader.takeSymbol('{')) return this.closed('}')
    const token = this.reader.peek()
    if (token?.kind === 'number' && token.text.length > 1 && isWhole(token.text)) {
      return literal(this.reader.takeCharacters(token, 1))
    }
    return this.#atom()
  }

  closed(close: string): Expression {
    const inner = this.#infix(this.sum())
    this.reader.expect(close)
    return inner
  }

  /** `{n \choose k}` and `{a \over b}` stand between what they take. */
  #infix(left: Expression): Expression {
    if (this.reader.takeCommand('choose')) return callExpression('binom', left, this.sum())
    return this.reader.takeCommand('over') ? operation('/', left, this.sum()) : left
  }

  list(): Expression[] {
    const open = this.reader.next().text
    const items = [this.sum()]
    while (this.reader.takeSymbol(',') || this.reader.takeSymbol(';')) items.push(this.sum())
    this.reader.expect(open === '(' ? ')' : open === '[' ? ']' : '}')
    return items
  }

  #atom(): Expression {
    return this.reader.deeper(() => this.#atomFrom(this.reader.next()))
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
        return unreadable(`"${token.text}" is text`)
      case 'begin':
      case 'end':
      case 'row':
        return unreadable('it holds a table')
      default:
        return token satisfies never
    }
  }

  /** A number; with a subscript, the digits in that base, which stay apart from the decimal of the same digits. */
  #numeral(text: string): Expression {
    const chosen = chosenFrom(this.reader, text)
    if (chosen) return chosen
    if (!isSymbol(this.reader.peek(), '_')) return literal(text)
    return { kind: 'symbol', name: `${text}${subscript(this.reader)}` }
  }

  #named(letter: string): Expression {
    const counted = combination(this, letter)
    if (counted) return counted
    const name = decorated(this.reader, letter)
    if (isSymbol(this.reader.peek(), '(') && functionLetters.test(name)) {
      return { kind: 'unknown-call', name, values: this.list() }
    }
    if (name === 'e' || name === 'i') return { kind: 'constant', name }
    return { kind: 'symbol', name }
  }

  #bracketed(open: string): Expression {
    switch (open) {
      case '(':
        return this.#outsideBars(')')
      case '[':
        return this.#outsideBars(']')
      case '{':
        // {}_{10}C_3 puts the first number before the letter, on nothing.
        if (this.reader.takeSymbol('}')) return leadingCombination(this)
        return this.#outsideBars('}')
      case '_':
      case '^':
        return leadingCombination(this, open)
      case '|': {
        this.#openBars++
        const inner = this.sum()
        this.#openBars--
        this.reader.expect('|')
        return callExpression('abs', inner)
      }
      default:
        unreadable(`"${open}" is not expected here`)
    }
  }

  /** Inside brackets a bar opens again. */
  #outsideBars(close: string): Expression {
    const bars = this.#openBars
    this.#openBars = 0
    const inner = this.closed(close)
    this.#openBars = bars
    return inner
  }

  #command(name: string): Expression {
    switch (name) {
      case 'frac':
        return operation('/', this.argument(), this.argument())
      case 'binom':
        return binomial(this)
      case 'Rational':
      case 'Fraction':
        return quotient(this)
      case 'sqrt':
      case 'surd':
        return root(this, name)
      case 'log':
        return logarithm(this)
      case 'pi':
        return { kind: 'constant', name: 'pi' }
      case 'lfloor':
      case 'lceil':
        return rounded(this, name)
      case 'sum':
        return series(this, '+')
      case 'prod':
        return series(this, '*')
    }
    if (isInfinity(name)) return { kind: 'constant', name: 'infinity' }
    const functionName = functionNames.get(name)
    if (functionName !== undefined) return functionCall(this, functionName)
    if (isGreek(name)) return { kind: 'symbol', name: decorated(this.reader, `\\${name}`) }
    if (accents.has(name)) return { kind: 'symbol', name: accented(this.reader, name) }
    unreadable(`\\${name} is not known`)
  }
}

function multiplicative(token: Token | undefined): '*' | '/' | 'mod' | null {
  if (isSymbol(token, '*') || (token?.kind === 'command' && multiplication.has(token.text))) {
    return '*'
  }
  if (isSymbol(token, '/') || isCommand(token, 'div')) return '/'
  return isCommand(token, 'bmod') || isCommand(token, 'mod') ? 'mod' : null
}
