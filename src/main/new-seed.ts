import { randomInt } from 'node:crypto'
import { HIGHEST_SEED } from '../shared/options.ts'

/** A seed for what nobody chose one for. */
export function newSeed(): number {
  return randomInt(HIGHEST_SEED + 1)
}
