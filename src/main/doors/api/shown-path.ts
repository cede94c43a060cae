import type { AttemptView, PathView } from '../../../shared/view.ts'

/**
 * The path whose text a client is given: the first that gave the answer of the vote; without an answer the one that
 * the models stand behind most. Null where none was opened.
 */
export function shownPath({ votes, paths }: Pick<AttemptView, 'votes' | 'paths'>): PathView | null {
  const first = votes[0]?.paths[0]
  const winner = paths.find(({ id }) => id === first)
  if (winner !== undefined) return winner
  return paths.reduce<PathView | null>(
    (best, path) => (best === null || (path.evidence ?? 0) > (best.evidence ?? 0) ? path : best),
    null
  )
}

/** A path's solution as it stands. */
export function solutionOf({ steps }: Pick<PathView, 'steps'>): string {
  return steps.map(({ text }) => text).join('')
}

/**
 * The answer on a line of its own, to stand behind the path's text: programs find it there whatever form the models
 * gave it, and where they had to be asked for it the text lacks it. Empty where there is none.
 */
export function answerLine(path: Pick<PathView, 'steps' | 'answer'>): string {
  const { answer } = path
  if (answer === null) return ''
  const text = solutionOf(path)
  const gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n'
  return `${gap}Answer: ${answer}`
}

/** Why the text ends where it does, in the words of OpenAI's API. */
export function finishReason(path: Pick<PathView, 'end'> | null): 'stop' | 'length' {
  return path?.end === 'budget' || path?.end === 'context-full' ? 'length' : 'stop'
}
