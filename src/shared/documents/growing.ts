import type { z } from 'zod'

const growing = new WeakSet<z.ZodType>()

/**
 * A list of names that later versions add to, such as the methods. What is told of a run may hold a name that this
 * version does not know; it is shown as it is.
 */
export function growingNames<S extends z.ZodEnum>(names: S): S {
  growing.add(names)
  return names
}

export function isGrowing(names: z.ZodType): boolean {
  return growing.has(names)
}
