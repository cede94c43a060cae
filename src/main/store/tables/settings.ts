import type { z } from 'zod'
import { type Database, prepared } from '../sql.ts'

/** The stored setting, or null where there is none or it no longer fits its schema. */
export function readSetting<T>(database: Database, key: string, schema: z.ZodType<T>): T | null {
  const value = prepared<[string], { value: string }>(
    database,
    'SELECT value FROM settings WHERE key = ?'
  ).get(key)?.value
  const parsed = value === undefined ? null : schema.safeParse(JSON.parse(value))
  return parsed?.success ? parsed.data : null
}

export function writeSetting(database: Database, key: string, value: unknown): void {
  prepared<[string, string]>(
    database,
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  ).run(key, JSON.stringify(value))
}
