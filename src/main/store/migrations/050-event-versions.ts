import type { Migration } from '../migrate.ts'

/** Which version of the events a batch holds (shared/events.ts). */
export const eventVersions: Migration = {
  version: 50,
  up(database) {
    database.exec('ALTER TABLE event_batches ADD COLUMN version INTEGER NOT NULL DEFAULT 1')
  }
}
