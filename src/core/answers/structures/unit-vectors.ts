import { compareExpressions } from '../compare-expressions.ts'
import { type Expression, freeSymbols } from '../notation/expression.ts'
import { operation } from '../notation/make-expression.ts'
import type { Terms } from '../terms.ts'
import type { Equivalence } from '../equivalence.ts'
import type { Answer } from './answer.ts'

const bases: readonly (readonly Expression[])[] = ['\\hat ', '\\vec ', '\\widehat ', ''].map(
  (accent) =>
    ['i', 'j', 'k'].map((letter): Expression =>
      accent === '' && letter === 'i'
        ? { kind: 'constant', name: 'i' }
        : { kind: 'symbol', name: accent + letter }
    )
)

/** Compares `(1, 2)` with `i + 2j`, the sum of its parts along the axes; null for other pairs. */
export function compareWithUnitVectors(a: Answer, b: Answer, terms: Terms): Equivalence | null {
  const [tuple, sum] = a.kind === 'tuple' ? [a, b] : [b, a]
  if (tuple.kind !== 'tuple' || sum.kind !== 'quantity') return null
  const entries = tuple.items.flatMap((item) => (item.kind === 'quantity' ? [item.expression] : []))
  if (entries.length !== tuple.items.length || entries.length < 2 || entries.length > 3) return null
  const names = freeSymbols(sum.expression)
  const base = bases.find((axes) =>
    axes.some((axis) => axis.kind === 'symbol' && names.has(axis.name))
  )
  if (!base) return null
  const spelled = entries
    .map((entry, at) => operation('*', entry, base[at] ?? entry))
    .reduce((total, part) => operation('+', total, part))
  return compareExpressions(spelled, sum.expression, terms)
}
