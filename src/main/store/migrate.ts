import type { Database } from './sql.ts'

/** One step of the schema's history. Once released it never changes; a correction is a new migration. */
export interface Migration {
  /** Counted by tens, in the order in which they apply. */
  readonly version: number
  readonly up: (database: Database) => void
}

export function pendingMigrations(
  migrations: readonly Migration[],
  version: number
): readonly Migration[] {
  return migrations.filter((migration) => migration.version > version)
}

/**
 * Brings the schema up to date: all missing migrations in one transaction, so that a failure leaves the old schema.
 * Another process that migrates at the same moment is waited for, and finds its work done.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const apply = database.transaction(() => {
    const version = database.pragma('user_version', { simple: true }) as number
    for (const migration of pendingMigrations(migrations, version)) {
      migration.up(database)
      database.pragma(`user_version = ${migration.version}`)
    }
    const broken = database.pragma('foreign_key_check') as readonly unknown[]
    if (broken.length > 0) throw new Error(`Migration broke ${broken.length} foreign keys`)
  })
  const version = database.pragma('user_version', { simple: true }) as number
  if (pendingMigrations(migrations, version).length > 0) apply.immediate()
}
