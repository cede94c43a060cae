import type { Migration } from '../migrate.ts'

/** How many attempts at once a run went over to while it was measured which suits its servers: a JSON list. */
export const measuredAtOnce: Migration = {
  version: 70,
  up(database) {
    database.exec(`ALTER TABLE runs ADD COLUMN at_once TEXT NOT NULL DEFAULT '[]'`)
  }
}
