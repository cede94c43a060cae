import type { Role } from '../shared/cost.ts'
import type { SolveOptions } from '../shared/options.ts'
import { METHODS } from './methods.ts'

/**
 * What not every model behind `ports.ts` can do. `speculation`: propose, verify and follow tokens. `exactness`: a path
 * whose computation does not depend, down to the last bit, on what the others do.
 */
export type Ability = 'speculation' | 'exactness'

/** Whoever cannot do something says why, in a sentence. */
export type Inabilities = ReadonlyMap<Ability, string>

/** What asks for it. */
const WANTED: Readonly<Record<Ability, string>> = {
  speculation: 'The method speculative',
  exactness: '--exact'
}

/** Why these models cannot do what the options ask for, as a sentence; null where they can. */
export function whatIsBeyond(
  { method, exact }: Pick<SolveOptions, 'method' | 'exact'>,
  models: Readonly<Record<Role, { readonly inabilities: Inabilities }>>
): string | null {
  const needed: Ability[] = [
    ...(METHODS[method].proposes ? (['speculation'] as const) : []),
    ...(exact ? (['exactness'] as const) : [])
  ]
  for (const ability of needed) {
    for (const role of ['target', 'draft'] as const) {
      const reason = models[role].inabilities.get(ability)
      if (reason !== undefined) return `${WANTED[ability]} cannot be had of the ${role}: ${reason}`
    }
  }
  return null
}
