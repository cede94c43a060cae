import { attemptOutcomeSchema, type AttemptOutcome } from '../../../shared/attempt-outcomes.ts'
import { flag, oneOf, type QueryFields, typedText } from '../../lib/query.ts'
import { filterOf, type HistoryFilter, valueOf } from './run-filter.ts'

/** How the history is looked at. */
interface HistoryView {
  readonly text: string
  readonly deleted: boolean
  readonly runs: HistoryFilter
  /** Only runs with an attempt that ended so. */
  readonly outcome: AttemptOutcome | 'any'
}

/** The same, as an address holds it. */
export const HISTORY_VIEW: QueryFields<HistoryView> = {
  text: typedText(),
  deleted: flag,
  runs: { fallback: { kind: 'all' }, read: filterOf, write: valueOf },
  outcome: oneOf(['any', ...attemptOutcomeSchema.options], 'any')
}
