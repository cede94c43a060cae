import { type Cost, emptyCost } from '../../shared/cost.ts'
import type { Database } from '../store/sql.ts'
import { type AttemptRecord, settledAttempts } from '../store/tables/attempts.ts'
import { costsOfRun } from '../store/tables/charges.ts'

/** An attempt that settles its place in the queue, with its bill. */
export interface SettledAttempt extends AttemptRecord {
  readonly cost: Cost
}

/** A run's settled attempts in the order of its problems. */
export function readSettled(database: Database, runKey: number): SettledAttempt[] {
  const costs = costsOfRun(database, runKey)
  return settledAttempts(database, runKey).map((attempt) => ({
    ...attempt,
    cost: costs.get(attempt.key) ?? emptyCost()
  }))
}
