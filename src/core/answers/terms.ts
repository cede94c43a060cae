import type { Budget } from './budget.ts'

/** How strictly two answers are compared; docs/grading.md lists what each policy forgives. */
export type Policy = 'strict' | 'standard'

/** What one comparison is allowed. */
export interface Terms {
  readonly policy: Policy
  /** Numbers this close count as equal, where the problem states a tolerance. */
  readonly tolerance: number | null
  readonly budget: Budget
}
