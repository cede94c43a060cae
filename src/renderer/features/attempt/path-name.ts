import type { PathView } from '../../../shared/view.ts'
import { t, told } from '../../words/t.ts'

/** What a path goes by beside its number: its strategy, or who writes it alone. */
export function pathName({ strategy, writer }: Pick<PathView, 'strategy' | 'writer'>): string {
  return strategy ? told(strategy.name) : t('path.alone', { writer })
}
