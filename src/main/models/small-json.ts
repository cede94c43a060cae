import type { z } from 'zod'
import { readSmallFile } from '../read-small-file.ts'

const MOST_BYTES = 1 << 20

/** A JSON file of another program, as far as it is what was expected; null where it is not, or is not there. */
export function readSmallJson<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(readSmallFile(path, MOST_BYTES)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
