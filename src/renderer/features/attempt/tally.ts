import type { AnswerClass } from '../../../shared/events.ts'
import type { AttemptView } from '../../../shared/view.ts'

/** The vote as it can be shown now. */
export interface VoteTally {
  readonly classes: readonly AnswerClass[]
  /** Paths that may still vote. */
  readonly open: number
  /** Counted before the vote, a vote a path. */
  readonly provisional: boolean
  /** Which of the answers are the same mathematics is not known yet: each wording stands alone. */
  readonly ungrouped: boolean
  /** The leader keeps its place whatever the open paths answer. */
  readonly decided: boolean
}

/** For each answer the number of its group, as the grader groups them. */
export type Groups = ReadonlyMap<string, number>

/** Before anything is known. */
export const NO_GROUPS: Groups = new Map()

/** The groups of answers from their numbers, in the same order. */
export function groupsOf(answers: readonly string[], numbers: readonly number[]): Groups {
  return new Map(answers.map((answer, index) => [answer, numbers[index]!]))
}

/** The different wordings of the answers so far. */
export function wordings({ paths }: AttemptView): string[] {
  return [...new Set(paths.flatMap(({ answer }) => answer ?? []))]
}

/** The vote; before it, the answers so far, put together where the groups of all of them are known. */
export function tally(view: AttemptView, groups: Groups): VoteTally {
  const open = view.paths.filter(({ end }) => end === null).length
  if (view.votes.length > 0 || view.outcome !== null) {
    return { classes: view.votes, open: 0, provisional: false, ungrouped: false, decided: false }
  }
  const texts = wordings(view)
  const ungrouped = texts.length > 1 && texts.some((text) => !groups.has(text))
  const voters = view.paths.flatMap(({ id, answer }) => (answer === null ? [] : [{ id, answer }]))
  const classes = [
    ...Map.groupBy(voters, ({ answer }) => (ungrouped ? answer : (groups.get(answer) ?? answer)))
  ]
    .map(([, members]) => ({
      answer: members[0]!.answer,
      paths: members.map(({ id }) => id),
      weight: members.length
    }))
    .sort((a, b) => b.weight - a.weight)
  const lead = (classes[0]?.weight ?? 0) - (classes[1]?.weight ?? 0)
  // Wordings of one answer may still come together, and weights other than one a path are known only at the vote.
  const countable = !ungrouped && view.options?.vote === 'count'
  return {
    classes,
    open,
    provisional: true,
    ungrouped,
    decided: countable && open > 0 && lead > open
  }
}
