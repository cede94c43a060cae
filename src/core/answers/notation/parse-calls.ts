import type { Expression } from './expression.ts'
import { functionNames } from './function-names.ts'
import { callExpression, isMinusOne, literal, negation, operation } from './make-expression.ts'
import { subscript } from './parse-names.ts'
import { unreadable, type TokenReader } from './token-reader.ts'
import { isSymbol, type Token } from './tokens.ts'

/** What commands need of the grammar that they are part of. */
export interface Grammar {
  readonly reader: TokenReader
  sum(): Expression
  product(): Expression
  power(): Expression
  exponent(): Expression
  /** What a command such as `\frac` takes: a group, or one character as in `\frac12`. */
  argument(): Expression
  /** A sum up to the bracket that closes it. */
  closed(close: string): Expression
  /** A bracketed list. */
  list(): Expression[]
  startsFactor(token: Token | undefined): boolean
}

const trigonometric = new Set(['sin', 'cos', 'tan', 'sec', 'csc', 'cot', 'sinh', 'cosh', 'tanh'])

export function binomial(grammar: Grammar): Expression {
  return isSymbol(grammar.reader.peek(), '(')
    ? callExpression('binom', ...grammar.list())
    : callExpression('binom', grammar.argument(), grammar.argument())
}

/** `Rational(1, 2)`, as programs print fractions. */
export function quotient(grammar: Grammar): Expression {
  if (!isSymbol(grammar.reader.peek(), '(')) unreadable('a fraction has no parts')
  const [top, bottom, ...rest] = grammar.list()
  if (!top || rest.length > 0) unreadable('a fraction has two parts')
  return bottom ? operation('/', top, bottom) : top
}

export function root(grammar: Grammar, name: 'sqrt' | 'surd'): Expression {
  const { reader } = grammar
  if (reader.takeSymbol('[')) {
    const degree = grammar.closed(']')
    return callExpression('root', grammar.argument(), degree)
  }
  // `√12` in Unicode has no braces; the whole number stands under the root.
  const token = reader.peek()
  if (name === 'surd' && token?.kind === 'number') {
    reader.skip()
    return callExpression('sqrt', literal(token.text))
  }
  return callExpression('sqrt', grammar.argument())
}

export function rounded(grammar: Grammar, name: 'lfloor' | 'lceil'): Expression {
  const inner = grammar.sum()
  if (!grammar.reader.takeCommand(name === 'lfloor' ? 'rfloor' : 'rceil')) {
    unreadable('a rounding bracket is not closed')
  }
  return callExpression(name === 'lfloor' ? 'floor' : 'ceil', inner)
}

export function logarithm(grammar: Grammar): Expression {
  const { reader } = grammar
  let base = reader.takeSymbol('_') ? logarithmBase(grammar) : null
  const exponent = reader.takeSymbol('^') ? grammar.exponent() : null
  let value: Expression
  if (isSymbol(reader.peek(), '(')) {
    const values = grammar.list()
    value = values[0] ?? literal('0')
    base = values[1] ?? base
  } else value = bareArgument(grammar)
  const result = base ? callExpression('log', value, base) : callExpression('log', value)
  return exponent ? operation('^', result, exponent) : result
}

/** `\log_28` is the logarithm of 8 to the base 2, but `\log_10 8` is meant to the base 10. */
function logarithmBase(grammar: Grammar): Expression {
  const { reader } = grammar
  const token = reader.peek()
  if (token?.kind !== 'number' || !token.text.startsWith('10')) return grammar.argument()
  if (token.text.length > 2) return literal(reader.takeCharacters(token, 2))
  reader.skip()
  return literal('10')
}

const isOfSeveral = /^(?:max|min|gcd|lcm)$/

export function functionCall(grammar: Grammar, name: string): Expression {
  const { reader } = grammar
  // \ln_{e} states the base that it has anyway.
  if (isSymbol(reader.peek(), '_')) subscript(reader)
  const exponent = reader.takeSymbol('^') ? grammar.exponent() : null
  // "min 3" names a smallest number.
  if (isOfSeveral.test(name) && !isSymbol(reader.peek(), '(') && !isSymbol(reader.peek(), '{')) {
    unreadable(`${name} is of several numbers`)
  }
  const values = isSymbol(reader.peek(), '(') ? grammar.list() : [bareArgument(grammar)]
  if (exponent && isMinusOne(exponent) && trigonometric.has(name))
    return callExpression(`a${name}`, ...values)
  const result = callExpression(name, ...values)
  return exponent ? operation('^', result, exponent) : result
}

/** The argument of `\sin 2x`: a product of plain factors that ends at the next function or bracket. */
function bareArgument(grammar: Grammar): Expression {
  const { reader } = grammar
  if (reader.takeSymbol('-')) return negation(bareArgument(grammar))
  const bracketed = isSymbol(reader.peek(), '{') || isSymbol(reader.peek(), '[')
  let argument = grammar.power()
  while (!bracketed && continuesArgument(grammar)) {
    argument = operation('*', argument, grammar.power())
  }
  return argument
}

function continuesArgument(grammar: Grammar): boolean {
  const token = grammar.reader.peek()
  if (!token || !grammar.startsFactor(token)) return false
  if (token.kind === 'symbol') return false
  return token.kind !== 'command' || !functionNames.has(token.text) || token.text === 'sqrt'
}

/** The bounds and the body of `\sum` or `\prod`. */
export function series(grammar: Grammar, operator: '+' | '*'): Expression {
  const { reader } = grammar
  let index: string | null = null
  let from: Expression | null = null
  let to: Expression | null = null
  for (let bound = 0; bound < 2; bound++) {
    if (reader.takeSymbol('_')) {
      reader.expect('{')
      index = reader.next().text
      reader.expect('=')
      from = grammar.closed('}')
    } else if (reader.takeSymbol('^')) to = grammar.exponent()
  }
  if (index === null || from === null || to === null) {
    unreadable('a sum or product has no bounds')
  }
  return { kind: 'series', operator, index, from, to, body: grammar.product() }
}
