import { evaluateExactly } from '../notation/evaluate-exactly.ts'
import { type Token, isSymbol, openingOfLast, spell } from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import { type Equivalence, different, every } from '../equivalence.ts'
import type { Answer, Compare, Reader } from './answer.ts'

const noBindings: ReadonlyMap<string, never> = new Map<string, never>()
const modulo = /^(?:pmod|bmod|mod)$/

/** `1 (mod 3)` as 1 and 3; null where no modulus stands behind a value. */
export function splitModulus(
  tokens: readonly Token[]
): readonly [residue: readonly Token[], modulus: readonly Token[]] | null {
  const at = tokens.findIndex((token) => modulo.test(token.text))
  if (at < 1) return null
  const isBracketed = isSymbol(tokens[at - 1], '(') && isSymbol(tokens.at(-1), ')')
  return [
    tokens.slice(0, isBracketed ? at - 1 : at),
    tokens.slice(at + 1, isBracketed ? -1 : undefined)
  ]
}

/** Reads `1 (mod 4)`: the numbers of that residue, where no unknown is named. `7 mod 4` is an operation. */
export const readResidue: Reader = (tokens, read) => {
  const split = splitModulus(tokens)
  const [residue, modulus] = split ?? []
  if (!residue?.length || !modulus?.length) return null
  const isClass =
    openingOfLast(tokens) === residue.length || tokens[residue.length]?.text === 'pmod'
  return isClass
    ? {
        kind: 'statement',
        source: spell(tokens),
        operator: '\\pmod',
        sides: [read(residue), read(modulus)]
      }
    : null
}

interface Residue {
  /** What has the residue; null where it is not named. */
  readonly of: Answer | null
  readonly residue: Answer
  readonly modulus: Answer
}

function residueOf(answer: Answer): Residue | null {
  if (answer.kind !== 'statement') return null
  const [first, second, third] = answer.sides
  if (!first || !second) return null
  if (answer.operator === '\\pmod') return { of: null, residue: first, modulus: second }
  return answer.operator === '\\equiv' && third
    ? { of: first, residue: second, modulus: third }
    : null
}

/**
 * Compares `n ≡ 4 (mod 3)` with `n ≡ 1 (mod 3)`, which says the same, and either with `1 (mod 3)`, which names no
 * unknown. Null where neither side has a residue.
 */
export function compareResidues(
  a: Answer,
  b: Answer,
  compare: Compare,
  terms: Terms
): Equivalence | null {
  const [x, y] = [residueOf(a), residueOf(b)]
  if (x && y) {
    if (!isSameClass(x, y, terms)) return different('different residues')
    const subjects =
      x.of && y.of
        ? compare(x.of, y.of)
        : isUnknown(x.of) && isUnknown(y.of)
          ? null
          : different('a residue of something')
    return every(
      [...(subjects ? [subjects] : []), compare(x.modulus, y.modulus)],
      'the same residues'
    )
  }
  const [residue, other] = x ? [x, b] : [y, a]
  return residue?.of === null && other.kind === 'quantity' ? compare(residue.residue, other) : null
}

function isUnknown(subject: Answer | null): boolean {
  return subject === null || (subject.kind === 'quantity' && subject.expression.kind === 'symbol')
}

function isSameClass(a: Residue, b: Residue, { budget }: Terms): boolean {
  const [x, y, m] = [a.residue, b.residue, a.modulus].map((side) => {
    const number =
      side.kind === 'quantity' ? evaluateExactly(side.expression, noBindings, budget) : null
    return number?.denominator === 1n ? number.numerator : null
  })
  return typeof x === 'bigint' && typeof y === 'bigint' && !!m && (x - y) % m === 0n
}
