import type { AnswerKind } from './answer-kind.ts'
import { choice } from './choice.ts'
import { exactText } from './exact-text.ts'
import { json } from './json.ts'
import { mathematics } from './mathematics.ts'
import { number } from './number.ts'
import { pattern } from './pattern.ts'
import { text } from './text.ts'
import { yesNo } from './yes-no.ts'

/** Every kind of answer, in the order in which they are shown. */
export const ANSWER_KINDS: readonly AnswerKind[] = [
  mathematics,
  number,
  choice,
  text,
  exactText,
  pattern,
  json,
  yesNo
]

/** The kind of that name, mathematics where none is said; null for a name of a later version. */
export function answerKind(name: string | undefined): AnswerKind | null {
  if (name === undefined) return mathematics
  return ANSWER_KINDS.find((kind) => kind.name === name) ?? null
}
