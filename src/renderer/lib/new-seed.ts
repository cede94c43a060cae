import { HIGHEST_SEED } from '../../shared/options.ts'

/** A seed for what nobody chose one for. */
export function newSeed(): number {
  return Math.floor(Math.random() * (HIGHEST_SEED + 1))
}
