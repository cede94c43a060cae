import type { AttemptState } from '../../lib/attempt.svelte.ts'
import { duration } from '../../lib/figures.ts'
import { agreement, priceInWords } from '../attempt/price.ts'

/** A result as Markdown, to be pasted into a note or a message: problem, answer, how it came about and its price. */
export function resultMarkdown({
  view,
  snapshot
}: Pick<AttemptState, 'view' | 'snapshot'>): string {
  const votes = agreement(view)
  const price = priceInWords(view)
  const facts = [
    ...(view.options ? [view.options.method] : []),
    ...(view.pair ? [`${view.pair.draft.name} drafts for ${view.pair.target.name}`] : []),
    ...(votes && votes.of > 1 ? [`${votes.agree} of ${votes.of} paths agree`] : []),
    ...(view.wallMs === null ? [] : [duration(view.wallMs)]),
    ...(price === null ? [] : [price])
  ]
  const known = snapshot?.problem.answer ?? null
  return [
    snapshot?.problem.text ?? view.problem,
    `**Answer:** ${view.answer ?? 'none'}`,
    ...(known === null ? [] : [`Known answer: ${known} (${snapshot?.verdict ?? 'not graded'})`]),
    facts.join(' · ')
  ]
    .join('\n\n')
    .concat('\n')
}
