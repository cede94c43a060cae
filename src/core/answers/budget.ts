/** Work that one pair of answers may still cost, in steps of roughly equal time (about 0.1 microseconds each). */
export interface Budget {
  left: number
}

/** Thrown when a pair costs more than its budget; `equivalent` turns it into `undecidable`. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
}

/** Takes `steps` from the budget. */
export function spend(budget: Budget, steps: number): void {
  budget.left -= steps
  if (budget.left < 0) throw new BudgetExceeded('The pair costs more work than it is given')
}
