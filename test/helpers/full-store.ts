import { expect } from 'vitest'
import type { Database } from '../../src/main/store/sql.ts'

/** Lets a store grow no more, as on a full disk. What still fits into its pages is taken. */
export function growNoMore(database: Database): void {
  const pages = database.pragma('page_count', { simple: true }) as number
  database.pragma(`max_page_count = ${pages}`)
}

/** Fills a store to its last byte. */
export function fill(database: Database): void {
  growNoMore(database)
  const crumb = database.prepare(`INSERT INTO settings VALUES (hex(randomblob(8)), '""')`)
  expect(() => {
    for (;;) crumb.run()
  }).toThrow('database or disk is full')
}

/** There is room again. */
export function makeRoom(database: Database): void {
  database.pragma('max_page_count = 1000000')
}
