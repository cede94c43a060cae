import type { AtOnceChange } from '../../../shared/at-once.ts'
import { UnreadableDocument } from '../../../shared/documents/document-kind.ts'
import { type RunConfig, runConfigs, type RunStatus } from '../../../shared/run-record.ts'
import type { AttemptOutcome } from '../../../shared/attempt-outcomes.ts'
import { UserError } from '../../user-error.ts'
import { type Database, prepared } from '../sql.ts'
import { hasOutcome } from './outcomes.ts'

/** What every version understands of a run, whichever wrote it. */
export interface RunHead {
  readonly key: number
  readonly id: string
  readonly kind: RunConfig['kind']
  /** As last written down. Whether a process still works on a `running` one, its lease says. */
  readonly status: RunStatus
  readonly seed: number
  /** Attempts that the finished run will have. */
  readonly planned: number
  /** Milliseconds that it was expected to take when it was made; null where nothing was known. */
  readonly forecastMs: number | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** The numbers of attempts at once that it went over to, where they are measured. */
  readonly atOnce: readonly AtOnceChange[]
  /** Why it stopped, where an error stopped it. */
  readonly failure: string | null
  readonly note: string
  readonly starred: boolean
  readonly deletedAt: number | null
  /** Whether it came from a file, and not from work done here. */
  readonly imported: boolean
}

export interface RunRecord extends RunHead {
  readonly config: RunConfig
}

/** A run whose configuration this version cannot read. It can be deleted, brought back, and exported raw. */
export interface UnreadableRun extends RunHead {
  readonly config: null
  /** What is wrong with it. */
  readonly reason: string
}

interface RunRow extends Omit<RunHead, 'starred' | 'imported' | 'atOnce'> {
  readonly atOnce: string
  readonly config: string
  readonly starred: number
  readonly imported: number
}

const COLUMNS = `key, id, kind, status, config, seed, planned, forecast_ms AS forecastMs, created_at AS createdAt, started_at AS startedAt,
  finished_at AS finishedAt, at_once AS atOnce, failure, note, starred, imported, deleted_at AS deletedAt`

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
  ).run({
    ...rest,
    kind: config.kind,
    config: JSON.stringify(runConfigs.stamped(config)),
    forecastMs
  })
  return Number(lastInsertRowid)
}

/** @throws UserError where it cannot be read. */
export function findRun(database: Database, id: string): RunRecord | null {
  const run = findAnyRun(database, id)
  return run && readable(run)
}

export function findAnyRun(database: Database, id: string): RunRecord | UnreadableRun | null {
  const row = prepared<[string], RunRow>(database, `SELECT ${COLUMNS} FROM runs WHERE id = ?`).get(
    id
  )
  return row ? toRun(row) : null
}

/** Runs whose id begins so, deleted ones included; at most two, to tell one from several. */
export function runsBeginning(database: Database, prefix: string): (RunRecord | UnreadableRun)[] {
  return prepared<[string, string], RunRow>(
    database,
    `SELECT ${COLUMNS} FROM runs WHERE id >= ? AND id < ? LIMIT 2`
  )
    .all(prefix, `${prefix}\u{10ffff}`)
    .map(toRun)
}

export function readAnyRun(database: Database, key: number): RunRecord | UnreadableRun {
  const row = prepared<[number], RunRow>(database, `SELECT ${COLUMNS} FROM runs WHERE key = ?`).get(
    key
  )
  if (!row) throw new Error(`The store has no run with the key ${key}`)
  return toRun(row)
}

/**
 * The run, where this version can read it.
 *
 * @throws UserError
 */
export function readable(run: RunRecord | UnreadableRun): RunRecord {
  if (run.config !== null) return run
  throw new UserError(
    `The run ${run.id} was written by another version of Tandem, or is damaged: ${run.reason}.`,
    `Keep what there is with: tandem export ${run.id} --format raw. Remove it with: tandem delete ${run.id}`
  )
}

export interface RunFilter {
  readonly kind?: RunConfig['kind']
  readonly tag?: string
  readonly starred?: boolean
  /** Only runs with an attempt that ended so. */
  readonly outcome?: AttemptOutcome
  readonly deleted?: boolean
  readonly limit?: number
}

/** Runs that can be read, newest first. */
export function listRunRecords(database: Database, filter: RunFilter): RunRecord[] {
  return listAllRuns(database, filter).filter((run) => run.config !== null)
}

/** Runs, the one that came into the store last first, whatever the clock said. */
export function listAllRuns(
  database: Database,
  { kind, tag, starred = false, outcome, deleted = false, limit = 200 }: RunFilter
): (RunRecord | UnreadableRun)[] {
  const ofKind = kind === undefined ? '' : 'AND kind = @kind'
  const tagged = tag === undefined ? '' : 'AND key IN (SELECT run_key FROM tags WHERE tag = @tag)'
  return prepared<{ limit: number; kind?: string; tag?: string }, RunRow>(
    database,
    `SELECT ${COLUMNS} FROM runs
     WHERE deleted_at IS ${deleted ? 'NOT NULL' : 'NULL'} ${ofKind} ${tagged} ${starred ? 'AND starred = 1' : ''}
     ${outcome === undefined ? '' : `AND ${hasOutcome(outcome)}`}
     ORDER BY key DESC LIMIT @limit`
  )
    .all({ limit, ...(kind && { kind }), ...(tag === undefined ? {} : { tag }) })
    .map(toRun)
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

/** Notes that it goes over to another number of attempts at once. */
export function noteAtOnce(database: Database, key: number, change: AtOnceChange): void {
  prepared<[string, number]>(
    database,
    `UPDATE runs SET at_once = json_insert(at_once, '$[#]', json(?)) WHERE key = ?`
  ).run(JSON.stringify(change), key)
}

/** Gives an imported run the state that it was exported with. */
export function restoreRun(
  database: Database,
  key: number,
  state: Pick<
    RunRecord,
    'status' | 'startedAt' | 'finishedAt' | 'atOnce' | 'failure' | 'note' | 'starred'
  >
): void {
  const { status, startedAt, finishedAt, atOnce, failure, note, starred } = state
  prepared<Record<string, string | number | null>>(
    database,
    `UPDATE runs SET status = @status, started_at = @startedAt, finished_at = @finishedAt, at_once = @atOnce,
       failure = @failure, note = @note, starred = @starred, imported = 1 WHERE key = @key`
  ).run({
    ...{ key, status, startedAt, finishedAt, failure, note },
    atOnce: JSON.stringify(atOnce),
    starred: Number(starred)
  })
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

/** Removes a run and all that belongs to it alone, for good. */
export function removeRun(database: Database, key: number): void {
  prepared<[number]>(database, 'DELETE FROM attempts WHERE run_key = ?').run(key)
  prepared<[number]>(database, 'DELETE FROM runs WHERE key = ?').run(key)
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

function toRun({ config, ...row }: RunRow): RunRecord | UnreadableRun {
  const atOnce = JSON.parse(row.atOnce) as AtOnceChange[]
  const head: RunHead = { ...row, starred: row.starred === 1, imported: row.imported === 1, atOnce }
  try {
    return { ...head, config: runConfigs.read(JSON.parse(config)) }
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error
    return { ...head, config: null, reason: error.message }
  }
}
