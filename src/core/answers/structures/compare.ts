import { spend } from '../budget.ts'
import type { Terms } from '../terms.ts'
import { type Equivalence, different, undecidable } from '../equivalence.ts'
import type { Answer, Comparer } from './answer.ts'
import { compareClockTimes } from './clock-times.ts'
import { compareCollections, compareTuples } from './collections.ts'
import { compareConditions } from './conditions.ts'
import { compareMatrices } from './matrices.ts'
import { compareQuantities, compareSources } from './quantities.ts'
import { compareRatios } from './ratios.ts'
import { compareRealSets } from './real-sets.ts'
import { compareEquations, compareInequalities, compareStatements } from './relations.ts'
import { compareWords } from './words.ts'

/** The first family that a pair belongs to decides it. */
const comparers: readonly Comparer[] = [
  compareSources,
  compareClockTimes,
  compareWords,
  compareStatements,
  compareMatrices,
  compareRealSets,
  compareCollections,
  compareInequalities,
  compareTuples,
  compareRatios,
  compareEquations,
  compareQuantities
]

/** Compares two answers of any structure. */
export function compareAnswers(a: Answer, b: Answer, terms: Terms): Equivalence {
  spend(terms.budget, 10)
  const context = { compare: (x: Answer, y: Answer) => compareAnswers(x, y, terms), terms }
  for (const comparer of comparers) {
    const found = comparer(a, b, context)
    if (!found) continue
    return (found.equality === 'equal' && compareConditions(a, b, context.compare)) || found
  }
  const unreadable = a.kind === 'unreadable' ? a : b.kind === 'unreadable' ? b : null
  return unreadable
    ? undecidable(`an answer cannot be read: ${unreadable.reason}`)
    : different('answers of different kinds')
}
