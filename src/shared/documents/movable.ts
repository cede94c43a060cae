import type { z } from 'zod'

const movable = new WeakSet<z.ZodType>()

/**
 * A number whose bounds say how much this version allows, and not what the number is: another version may allow more. Kept
 * documents are held to its sign and to its being whole alone. It is the outermost part of a field: `movable(added(...))`.
 */
export function movableBounds<S extends z.ZodType>(number: S): S {
  movable.add(number)
  return number
}

export function hasMovableBounds(number: z.ZodType): boolean {
  return movable.has(number)
}
