import { readFileSync, statSync } from 'node:fs'
import type { z } from 'zod'

const MOST_BYTES = 1 << 20

/** A JSON file of another program, as far as it is what was expected; null where it is not, or is not there. */
export function readSmallJson<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    if (statSync(path).size > MOST_BYTES) return null
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
