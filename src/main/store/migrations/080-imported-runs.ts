import type { Migration } from '../migrate.ts'

/** Whether a run came from a file: what that says of servers is not what somebody here has named. */
export const importedRuns: Migration = {
  version: 80,
  up(database) {
    database.exec('ALTER TABLE runs ADD COLUMN imported INTEGER NOT NULL DEFAULT 0')
  }
}
