import type { Policy } from '../answers/terms.ts'
import type { Equivalence } from '../answers/equivalence.ts'

/** A model's answer beside the gold answer, and what the problem says of them. */
export interface AnswerQuestion {
  readonly gold: string
  readonly given: string
  /** The options of a multiple-choice problem in order. */
  readonly options?: readonly string[] | undefined
  /** The largest difference of two numbers that still counts as equal, and the same as a share of the gold answer. */
  readonly tolerance?: number | undefined
  readonly relativeTolerance?: number | undefined
  readonly policy: Policy
}

/** What the answers of a problem are, and when two of them are the same. */
export interface AnswerKind {
  /** As files and commands name it. */
  readonly name: string
  /** For people: in a preview or a list. */
  readonly title: string
  readonly description: string
  /** What is added to the question, so that a model knows in which form it is to answer; empty where that is plain. */
  readonly instruction: string
  /** Never throws, and comes back within a fixed amount of work whatever the answers are. */
  compare(comparison: AnswerQuestion): Equivalence
  /** Why no answer can ever be compared with this gold answer, in words; null where answers can. */
  unusable(gold: string, options: readonly string[] | undefined): string | null
  /** The answer that a whole output states, where this kind is found otherwise than mathematics is; null for none. */
  extract?(output: string): string | null
}
