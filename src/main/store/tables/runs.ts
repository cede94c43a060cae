import { type RunConfig, runConfigSchema, type RunStatus } from '../../../shared/run-record.ts'
import { type Database, prepared } from '../sql.ts'

export interface RunRecord {
  readonly key: number
  readonly id: string
  /** As last written down. Whether a process still works on a `running` one, its lease says. */
  readonly status: RunStatus
  readonly config: RunConfig
  readonly seed: number
  /** Attempts that the finished run will have. */
  readonly planned: number
  /** Milliseconds that it was expected to take when it was made; null where nothing was known. */
  readonly forecastMs: number | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** Why it stopped, where an error stopped it. */
  readonly failure: string | null
  readonly note: string
  readonly starred: boolean
  readonly deletedAt: number | null
}

interface RunRow extends Omit<RunRecord, 'config' | 'starred'> {
  readonly config: string
  readonly starred: number
}

const COLUMNS = `key, id, status, config, seed, planned, forecast_ms AS forecastMs, created_at AS createdAt, started_at AS startedAt,
  finished_at AS finishedAt, failure, note, starred, deleted_at AS deletedAt`

export function insertRun(
  database: Database,
  run: Pick<RunRecord, 'id' | 'config' | 'seed' | 'planned' | 'createdAt'> &
    Partial<Pick<RunRecord, 'forecastMs'>>
): number {
  const { config, forecastMs = null, ...rest } = run
  const { lastInsertRowid } = prepared<Record<string, string | number | null>>(
    database,
    `INSERT INTO runs (id, kind, status, config, seed, planned, forecast_ms, created_at)
     VALUES (@id, @kind, 'waiting', @config, @seed, @planned, @forecastMs, @createdAt)`
  ).run({ ...rest, kind: config.kind, config: JSON.stringify(config), forecastMs })
  return Number(lastInsertRowid)
}

export function findRun(database: Database, id: string): RunRecord | null {
  const row = prepared<[string], RunRow>(database, `SELECT ${COLUMNS} FROM runs WHERE id = ?`).get(
    id
  )
  return row ? toRecord(row) : null
}

/** Runs whose id begins so, deleted ones included; at most two, to tell one from several. */
export function runsBeginning(database: Database, prefix: string): RunRecord[] {
  return prepared<[string, string], RunRow>(
    database,
    `SELECT ${COLUMNS} FROM runs WHERE id >= ? AND id < ? LIMIT 2`
  )
    .all(prefix, `${prefix}\u{10ffff}`)
    .map(toRecord)
}

export function readRun(database: Database, key: number): RunRecord {
  const row = prepared<[number], RunRow>(database, `SELECT ${COLUMNS} FROM runs WHERE key = ?`).get(
    key
  )
  if (!row) throw new Error(`The store has no run with the key ${key}`)
  return toRecord(row)
}

export interface RunFilter {
  readonly tag?: string
  readonly starred?: boolean
  readonly deleted?: boolean
  readonly limit?: number
}

/** Runs, newest first. */
export function listRunRecords(
  database: Database,
  { tag, starred = false, deleted = false, limit = 200 }: RunFilter
): RunRecord[] {
  const tagged = tag === undefined ? '' : 'AND key IN (SELECT run_key FROM tags WHERE tag = @tag)'
  return prepared<{ limit: number; tag?: string }, RunRow>(
    database,
    `SELECT ${COLUMNS} FROM runs
     WHERE deleted_at IS ${deleted ? 'NOT NULL' : 'NULL'} ${tagged} ${starred ? 'AND starred = 1' : ''}
     ORDER BY created_at DESC, key DESC LIMIT @limit`
  )
    .all({ limit, ...(tag === undefined ? {} : { tag }) })
    .map(toRecord)
}

/** Notes that a process began or went on working on the run. */
export function markStarted(database: Database, key: number, now: number): void {
  prepared<[number, number]>(
    database,
    `UPDATE runs SET status = 'running', started_at = coalesce(started_at, ?), finished_at = NULL, failure = NULL
     WHERE key = ?`
  ).run(now, key)
}

/** Notes that the process is done with the run, for now or for good. */
export function markEnded(
  database: Database,
  key: number,
  status: 'stopped' | 'failed' | 'finished',
  now: number,
  failure: string | null
): void {
  prepared<[string, number, string | null, number]>(
    database,
    'UPDATE runs SET status = ?, finished_at = ?, failure = ? WHERE key = ?'
  ).run(status, now, failure, key)
}

/** Gives an imported run the state that it was exported with. */
export function restoreRun(
  database: Database,
  key: number,
  state: Pick<RunRecord, 'status' | 'startedAt' | 'finishedAt' | 'failure' | 'note' | 'starred'>
): void {
  const { status, startedAt, finishedAt, failure, note, starred } = state
  prepared<Record<string, string | number | null>>(
    database,
    `UPDATE runs SET status = @status, started_at = @startedAt, finished_at = @finishedAt, failure = @failure,
       note = @note, starred = @starred WHERE key = @key`
  ).run({ key, status, startedAt, finishedAt, failure, note, starred: Number(starred) })
}

/** Ids of the runs that some process began and has not ended. */
export function runningRuns(database: Database): string[] {
  return prepared<[], { id: string }>(database, `SELECT id FROM runs WHERE status = 'running'`)
    .all()
    .map(({ id }) => id)
}

/** Benchmarks that are marked running although the queue has no owner: their process died. */
export function interruptOrphans(database: Database): void {
  database
    .prepare(
      `UPDATE runs SET status = 'interrupted' WHERE kind = 'benchmark' AND status = 'running'`
    )
    .run()
}

export function setDeleted(database: Database, key: number, deletedAt: number | null): void {
  prepared<[number | null, number]>(database, 'UPDATE runs SET deleted_at = ? WHERE key = ?').run(
    deletedAt,
    key
  )
}

export function setNote(database: Database, key: number, note: string): void {
  prepared<[string, number]>(database, 'UPDATE runs SET note = ? WHERE key = ?').run(note, key)
}

export function setStarred(database: Database, key: number, starred: boolean): void {
  prepared<[number, number]>(database, 'UPDATE runs SET starred = ? WHERE key = ?').run(
    Number(starred),
    key
  )
}

function toRecord(row: RunRow): RunRecord {
  return {
    ...row,
    config: runConfigSchema.parse(JSON.parse(row.config)),
    starred: row.starred === 1
  }
}
