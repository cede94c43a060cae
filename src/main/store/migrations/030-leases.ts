import type { Migration } from '../migrate.ts'

/** Who runs the queue: one process at a time, however many have the store open. */
export const leases: Migration = {
  version: 30,
  up(database) {
    database.exec(`
      CREATE TABLE leases (
        name TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        -- For people: what the owner is, such as "tandem bench".
        door TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        acquired_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  }
}
