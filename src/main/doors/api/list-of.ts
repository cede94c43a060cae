import { z } from 'zod'

/**
 * A list of so many. Its length is held against that before anything in it is looked at: a list of millions that are
 * wrong would otherwise be as many complaints, which take hundreds of times the room of what was sent.
 */
export function listOf<T extends z.ZodType>(
  item: T,
  { least = 0, most }: { least?: number; most: number }
) {
  return z.array(z.unknown()).min(least).max(most).pipe(z.array(item))
}
