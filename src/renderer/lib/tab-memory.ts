import type { z } from 'zod'

/** Keeps something for this tab only, and until it is closed. */
export function keepInTab(key: string, value: unknown): void {
  sessionStorage.setItem(key, JSON.stringify(value))
}

/** What this tab kept before the page was loaded again; null where there is none that can be read. */
export function keptInTab<S extends z.ZodType>(key: string, schema: S): z.output<S> | null {
  try {
    return schema.parse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
  } catch {
    return null
  }
}
