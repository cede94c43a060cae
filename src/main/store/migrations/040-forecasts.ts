import type { Migration } from '../migrate.ts'

/** How long a run was expected to take when it was made, to be held against the time that it took. */
export const forecasts: Migration = {
  version: 40,
  up(database) {
    database.exec('ALTER TABLE runs ADD COLUMN forecast_ms REAL')
  }
}
