import { equivalent } from '../answers/equivalent.ts'
import { answerKind } from './registry.ts'

/**
 * Do two outputs give the same answer? For a vote: neither is the gold answer. By the kind of the problem's answers, as
 * mathematics where none is said or this version does not know it.
 */
export function agree(a: string, b: string, kindName: string | undefined): boolean {
  const kind = answerKind(kindOfVotes(kindName))
  const { equality } =
    kind === null || kind.name === 'mathematics'
      ? equivalent(a, b)
      : kind.compare({ gold: a, given: b, policy: 'standard' })
  return equality === 'equal'
}

/**
 * The kind by which two outputs are compared, undefined for mathematics: an expression is only what a gold answer is, and
 * what a later version compares otherwise is mathematics here.
 */
export function kindOfVotes(kindName: string | undefined): string | undefined {
  const name = kindName === 'pattern' ? 'text' : kindName
  return answerKind(name) === null ? undefined : name
}
