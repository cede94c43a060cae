import type { Migration } from '../migrate.ts'

/** Runs are listed in the order in which they came into the store: a clock can be set back, keys only grow. */
export const runsInOrder: Migration = {
  version: 60,
  up(database) {
    database.exec(`
      DROP INDEX runs_by_age;
      CREATE INDEX runs_in_order ON runs (deleted_at, key);
    `)
  }
}
