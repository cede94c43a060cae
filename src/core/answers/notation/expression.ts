/** A mathematical expression. */
export type Expression =
  /** A decimal literal without separators, such as `12.50` or `4.5e33`. */
  | { readonly kind: 'number'; readonly literal: string }
  | { readonly kind: 'constant'; readonly name: 'pi' | 'e' | 'i' | 'infinity' }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'negation'; readonly of: Expression }
  | {
      readonly kind: 'operation'
      readonly operator: '+' | '-' | '*' | '/' | '^' | 'mod'
      readonly left: Expression
      readonly right: Expression
    }
  /** A known function by its canonical name; `log` with one argument has no stated base. */
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Expression[] }
  /** The `f` of `f(x)`. */
  | { readonly kind: 'unknown-call'; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: 'degrees'; readonly of: Expression }
  | { readonly kind: 'percent'; readonly of: Expression }
  | {
      readonly kind: 'series'
      readonly operator: '+' | '*'
      readonly index: string
      readonly from: Expression
      readonly to: Expression
      readonly body: Expression
    }

/** The parts directly inside an expression. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return []
    case 'negation':
    case 'degrees':
    case 'percent':
      return [expression.of]
    case 'operation':
      return [expression.left, expression.right]
    case 'call':
    case 'unknown-call':
      return expression.values
    case 'series':
      return [expression.from, expression.to, expression.body]
    default:
      return expression satisfies never
  }
}

/** Does the expression or a part of it satisfy the test? */
export function some(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || children(expression).some((part) => some(part, test))
}

/** The names of the free symbols. */
export function freeSymbols(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>()
  collect(expression, names)
  return names
}

function collect(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'symbol') names.add(expression.name)
  else if (expression.kind === 'series') {
    const inner = new Set(freeSymbols(expression.body))
    inner.delete(expression.index)
    for (const name of inner) names.add(name)
    collect(expression.from, names)
    collect(expression.to, names)
  } else for (const part of children(expression)) collect(part, names)
}

/** The expression with symbols renamed. */
export function rename(expression: Expression, names: ReadonlyMap<string, Expression>): Expression {
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return expression
    case 'symbol':
      return names.get(expression.name) ?? expression
    case 'negation':
    case 'degrees':
    case 'percent':
      return { ...expression, of: rename(expression.of, names) }
    case 'operation':
      return {
        ...expression,
        left: rename(expression.left, names),
        right: rename(expression.right, names)
      }
    case 'call':
    case 'unknown-call':
      return { ...expression, values: expression.values.map((value) => rename(value, names)) }
    case 'series':
      return {
        ...expression,
        from: rename(expression.from, names),
        to: rename(expression.to, names),
        body: rename(expression.body, names)
      }
    default:
      return expression satisfies never
  }
}
