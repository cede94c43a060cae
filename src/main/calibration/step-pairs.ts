import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stepPairsSchema, type StepPair } from '../../shared/step-pairs.ts'

/**
 * The known step pairs that ship, in an order in which any beginning of the list is of many kinds and levels: a check
 * that is cut short is a check of the same things.
 */
export function readStepPairs(resources: string): readonly StepPair[] {
  const text = readFileSync(join(resources, 'step-pairs.json'), 'utf8')
  return spread(stepPairsSchema.parse(JSON.parse(text)).pairs)
}

function spread(pairs: readonly StepPair[]): StepPair[] {
  const kinds = Map.groupBy(pairs, ({ kind }) => kind)
  const most = Math.max(...[...kinds.values()].map(({ length }) => length))
  return Array.from({ length: most }, (_, turn) =>
    [...kinds.values()].flatMap((list) => list[turn] ?? [])
  ).flat()
}
