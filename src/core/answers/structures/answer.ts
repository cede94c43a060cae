import type { Expression } from '../notation/expression.ts'
import type { Token } from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import type { Equivalence } from '../equivalence.ts'
import type { Unit } from './units.ts'

/** An answer with its structure read. `source` spells its tokens out, so that equal sources are equal answers. */
export type Answer = Structure & {
  /** What the answer holds for, where it says so. */
  readonly condition?: Condition
}

/** A condition behind an answer, such as `k ∈ Z`. */
export interface Condition {
  readonly source: string
  /** The condition as a relation; null where it is words. */
  readonly answer: Answer | null
}

type Structure =
  | Quantity
  | Collection
  | Tuple
  | Union
  | Matrix
  | Equation
  | Inequality
  | Statement
  | Ratio
  | ClockTime
  | Words
  | UnreadableAnswer

export interface Quantity {
  readonly kind: 'quantity'
  readonly source: string
  readonly expression: Expression
  readonly unit: Unit | null
  /** `3 m` may be three metres: the number and unit of that reading. */
  readonly measured: { readonly expression: Expression; readonly unit: Unit } | null
}

/** Several answers in no order. A set, and what `±` stands for, names each element once. */
export interface Collection {
  readonly kind: 'collection'
  readonly source: string
  readonly form: 'list' | 'set' | 'plus-minus'
  readonly items: readonly Answer[]
}

/** A point, a vector or an interval. */
export interface Tuple {
  readonly kind: 'tuple'
  readonly source: string
  readonly open: '(' | '['
  readonly close: ')' | ']'
  readonly items: readonly Answer[]
}

/** Sets united, what they have in common, or the first without the second. */
export interface Union {
  readonly kind: 'union'
  readonly source: string
  readonly operator: 'union' | 'both' | 'without'
  readonly parts: readonly Answer[]
}

export interface Matrix {
  readonly kind: 'matrix'
  readonly source: string
  readonly rows: readonly (readonly Answer[])[]
}

/** One side of an equation or inequality. */
export interface Side {
  readonly source: string
  /** Null where the side is no expression. */
  readonly expression: Expression | null
  /** The side only names what is asked for: `x`, `f(x)`, `\angle ABC`, `\text{Area}`. */
  readonly isName: boolean
}

export interface Equation {
  readonly kind: 'equation'
  readonly source: string
  readonly sides: readonly Side[]
  /** What stands on the far right. */
  readonly last: Answer
}

export interface Inequality {
  readonly kind: 'inequality'
  readonly source: string
  readonly sides: readonly Side[]
  readonly operators: readonly RelationSign[]
}

export type RelationSign = '<' | '>' | '\\le' | '\\ge' | '\\ne' | '='

/** A relation that says something of both sides: `3 ∈ A`, `n ≡ 1`. */
export interface Statement {
  readonly kind: 'statement'
  readonly source: string
  readonly operator: string
  readonly sides: readonly Answer[]
}

/** A time of day. */
export interface ClockTime {
  readonly kind: 'time'
  readonly source: string
  /** After midnight. */
  readonly seconds: number
  readonly half: 'am' | 'pm' | null
}

export interface Ratio {
  readonly kind: 'ratio'
  readonly source: string
  readonly terms: readonly Expression[]
}

export interface Words {
  readonly kind: 'words'
  readonly source: string
  /** In lower case, without articles and punctuation. */
  readonly text: string
}

export interface UnreadableAnswer {
  readonly kind: 'unreadable'
  readonly source: string
  readonly reason: string
}

/** Reads tokens as an answer one level deeper. */
export type Read = (tokens: readonly Token[]) => Answer

/** Reads one family of structures; null where the tokens are of another. */
export type Reader = (tokens: readonly Token[], read: Read) => Answer | null

/** Compares two answers. */
export type Compare = (a: Answer, b: Answer) => Equivalence

/** Compares one family of structures; null where the pair is of another. Symmetric. */
export type Comparer = (
  a: Answer,
  b: Answer,
  context: { readonly compare: Compare; readonly terms: Terms }
) => Equivalence | null
