import type { AnswerClass } from '../../../shared/events.ts'
import type { RunView } from '../../../shared/view.ts'

/** The vote as it can be shown now. */
export interface Tally {
  readonly classes: readonly AnswerClass[]
  /** Paths that may still vote. */
  readonly open: number
  /** Counted before the vote, answers grouped only where they are written alike. */
  readonly provisional: boolean
  /** The leader keeps its place whatever the open paths answer. */
  readonly decided: boolean
}

/** The vote; before it, the answers so far. Which of them are the same mathematics is known only at the vote. */
export function tally(view: RunView): Tally {
  const open = view.paths.filter(({ end }) => end === null).length
  if (view.votes.length > 0 || view.outcome !== null) {
    return { classes: view.votes, open: 0, provisional: false, decided: false }
  }
  const byText = new Map<string, number[]>()
  for (const { id, answer } of view.paths) {
    if (answer !== null) byText.set(answer, [...(byText.get(answer) ?? []), id])
  }
  const classes = [...byText]
    .map(([answer, paths]) => ({ answer, paths, weight: paths.length }))
    .sort((a, b) => b.weight - a.weight)
  const lead = (classes[0]?.weight ?? 0) - (classes[1]?.weight ?? 0)
  return { classes, open, provisional: true, decided: open > 0 && lead > open }
}
