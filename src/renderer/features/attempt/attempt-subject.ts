import type { AttemptView } from '../../../shared/view.ts'
import { t } from '../../words/t.ts'

const MOST_LETTERS = 140

/** What an attempt was, in two lines: the method and its pair, and the beginning of the problem. */
export function attemptSubject({
  problem,
  options,
  pair
}: Pick<AttemptView, 'problem' | 'options' | 'pair'>): readonly string[] {
  const models = pair && t('board.pairOf', { draft: pair.draft.name, target: pair.target.name })
  const how = [options?.method, models].filter(Boolean).join(', ')
  return [how, begun(problem.replaceAll(/\s+/g, ' ').trim())].filter((line) => line !== '')
}

/** A text, cut between two words where it is long. */
function begun(text: string): string {
  if (text.length <= MOST_LETTERS) return text
  return `${text.slice(0, MOST_LETTERS).replace(/\s+\S*$/, '')} …`
}
