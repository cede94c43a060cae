import { agreement } from '../../../shared/agreement.ts'
import type { AttemptState } from '../../lib/attempt.svelte.ts'
import { duration } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'
import { priceInWords } from '../attempt/price.ts'

/** A result as Markdown, to be pasted into a note or a message: problem, answer, how it came about and its price. */
export function resultMarkdown({
  view,
  snapshot
}: Pick<AttemptState, 'view' | 'snapshot'>): string {
  const votes = agreement(view)
  const price = priceInWords(view)
  const facts = [
    ...(view.options ? [view.options.method] : []),
    ...(view.pair
      ? [t('solve.drafts', { draft: view.pair.draft.name, target: view.pair.target.name })]
      : []),
    ...(votes && votes.of > 1 ? [t('attempt.agree', { agree: votes.agree, paths: votes.of })] : []),
    ...(view.wallMs === null ? [] : [duration(view.wallMs)]),
    ...(price === null ? [] : [price])
  ]
  const known = snapshot?.problem.answer ?? null
  return [
    snapshot?.problem.text ?? view.problem,
    `**${t('solve.markdown.answer')}** ${view.answer ?? t('solve.markdown.none')}`,
    ...(known === null
      ? []
      : [
          t('solve.markdown.known', { known, verdict: t(`verdict.${snapshot?.verdict ?? 'none'}`) })
        ]),
    facts.join(' · ')
  ]
    .join('\n\n')
    .concat('\n')
}
