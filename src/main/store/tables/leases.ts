import { type Database, prepared } from '../sql.ts'

/** A process that owns something for a while. */
export interface Lease {
  readonly owner: string
  /** What the owner is, for people: "Tandem in the terminal". */
  readonly door: string
  readonly host: string
  readonly pid: number
  readonly acquiredAt: number
  readonly expiresAt: number
}

export function readLease(database: Database, name: string): Lease | null {
  return (
    prepared<[string], Lease>(
      database,
      `SELECT owner, door, host, pid, acquired_at AS acquiredAt, expires_at AS expiresAt
       FROM leases WHERE name = ?`
    ).get(name) ?? null
  )
}

export function writeLease(database: Database, name: string, lease: Lease): void {
  prepared<Lease & { name: string }>(
    database,
    `INSERT OR REPLACE INTO leases (name, owner, door, host, pid, acquired_at, expires_at)
     VALUES (@name, @owner, @door, @host, @pid, @acquiredAt, @expiresAt)`
  ).run({ ...lease, name })
}

export function deleteLease(database: Database, name: string, owner: string): void {
  prepared<[string, string]>(database, 'DELETE FROM leases WHERE name = ? AND owner = ?').run(
    name,
    owner
  )
}
