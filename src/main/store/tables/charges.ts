import { type Charge, type Cost, emptyCost, purposesOf, roleSchema } from '../../../shared/cost.ts'
import { type Database, prepared } from '../sql.ts'

/** Stores an attempt's bill: one row for each model and purpose. */
export function insertCost(database: Database, attemptKey: number, cost: Cost): void {
  const insert = prepared<Charge & { attemptKey: number }>(
    database,
    `INSERT INTO charges (attempt_key, model, purpose, prefilled, decoded, ms, flops, boundary, reevaluated)
     VALUES (@attemptKey, @model, @purpose, @prefilled, @decoded, @ms, @flops, @boundary, @reevaluated)`
  )
  for (const model of roleSchema.options) {
    for (const purpose of purposesOf(cost[model])) {
      const usage = cost[model][purpose]
      if (usage.prefilled + usage.decoded > 0) insert.run({ ...usage, attemptKey, model, purpose })
    }
  }
}

/** The bills of a run's settled attempts, by attempt. */
export function costsOfRun(database: Database, runKey: number): Map<number, Cost> {
  const rows = prepared<[number], Charge & { attemptKey: number }>(
    database,
    `SELECT attempt_key AS attemptKey, model, purpose, prefilled, decoded, ms, flops, boundary, reevaluated
     FROM attempts JOIN charges ON charges.attempt_key = attempts.key
     WHERE attempts.run_key = ? AND attempts.status IN ('done', 'failed')`
  ).all(runKey)
  const costs = new Map<number, Cost>()
  for (const { attemptKey, ...charge } of rows) {
    const cost = costs.get(attemptKey) ?? emptyCost()
    const { model, purpose, ...usage } = charge
    // The key allows one row for each model and purpose.
    cost[model][purpose] = usage
    costs.set(attemptKey, cost)
  }
  return costs
}
