import { oneOf } from '../../lib/query.ts'

/** How the comparison's address holds what it is drawn against. */
export const COMPARE_VIEW = { cost: oneOf(['time', 'compute'], 'time') }
