import { METHOD_NAMES, type MethodName } from '../../../shared/options.ts'
import { oneOf, type QueryFields, wholeNumberIn } from '../../lib/query.ts'
import { type Filter, FILTERS } from './pairs.ts'

/** How two or more runs are compared. Empty names stand for what suits the runs. */
export interface CompareView {
  /** What the drawing holds accuracy against. */
  readonly cost: 'time' | 'compute'
  /** Of the attempts side by side, as all that follows. */
  readonly methodA: MethodName | ''
  readonly methodB: MethodName | ''
  readonly show: Filter | ''
  /** Place of the problem that is looked at, from 1; 0 where nobody has chosen one. */
  readonly problem: number
  readonly repeat: number
}

/** The same, as an address holds it. */
export const COMPARE_VIEW: QueryFields<CompareView> = {
  cost: oneOf(['time', 'compute'], 'time'),
  methodA: oneOf(['', ...METHOD_NAMES], ''),
  methodB: oneOf(['', ...METHOD_NAMES], ''),
  show: oneOf(['', ...FILTERS], ''),
  problem: wholeNumberIn(0, { min: 0, max: Number.MAX_SAFE_INTEGER }),
  repeat: wholeNumberIn(1, { min: 1, max: Number.MAX_SAFE_INTEGER })
}
