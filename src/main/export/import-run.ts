import { UnreadableDocument } from '../../shared/documents/document-kind.ts'
import { readEvent, attemptEvents } from '../../shared/events.ts'
import { RECORDED } from '../../shared/recorded-run.ts'
import {
  type KeptRun,
  type KeptSample,
  readExport,
  readExportedAttempt
} from '../../shared/run-export.ts'
import { keptWhole } from '../runs/keeping.ts'
import { AttemptRecorder } from '../runs/recorder.ts'
import type { Database } from '../store/sql.ts'
import { insertAttempt } from '../store/tables/attempts.ts'
import { keepPrompts, keepStrategies } from '../store/tables/documents.ts'
import { insertGrade } from '../store/tables/grades.ts'
import { rememberModel } from '../store/tables/models.ts'
import { insertRunProblems } from '../store/tables/run-problems.ts'
import { findAnyRun, insertRun, restoreRun } from '../store/tables/runs.ts'
import { addTag } from '../store/tables/tags.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** It is written in commands, in addresses of the page and in names of files. */
const RUN_ID = /^[\w.-]{1,100}$/
/** What names another run: the newest one, and the one that comes with Tandem. */
const TAKEN: ReadonlySet<string> = new Set(['latest', RECORDED.run])
/** Of what contradicts what, a sentence's worth. */
const MOST_REASON = 300

/** A run that is being brought back. Whoever began it ends the transaction, or gives the store up. */
export interface RunImport {
  readonly id: string
  /** @throws UserError where it is no attempt, or contradicts what was written before */
  add(attempt: unknown): void
}

/**
 * Brings an exported run back, whole or not at all; fields and events that only a later version knows come with it.
 * Returns its id.
 *
 * @param isRecording the document is the recording that comes with Tandem, which alone has its name
 * @throws UserError where the document is no export, contradicts itself, or the run is in the store already.
 */
export function importRun(
  database: Database,
  document: unknown,
  { isRecording = false }: { readonly isRecording?: boolean } = {}
): string {
  const run = understood(() => readExport(document), 'run')
  const { run_id: id } = run.eval
  if (!isRecording) requireOwnName(id)
  refuseKnown(database, id)
  const attempts = [...run.tandem.evidence, ...run.samples]
  // Keys grow with time, as they did where the run took place.
  attempts.sort((a, b) => a.metadata.startedAt - b.metadata.startedAt)
  const write = database.transaction(() => {
    const key = writeHead(database, run)
    for (const attempt of attempts) writeAttempt(database, id, key, attempt)
  })
  inAgreement(id, () => write.immediate())
  return id
}

/**
 * Begins to bring an exported run back, attempt by attempt, into a store that has nothing else.
 *
 * @param document all of it but its attempts
 * @throws UserError as `importRun` does
 */
export function beginImport(database: Database, document: unknown): RunImport {
  const run = understood(() => readExport(document), 'run')
  const { run_id: id } = run.eval
  requireOwnName(id)
  const key = inAgreement(id, () => writeHead(database, run))
  return {
    id,
    add(attempt) {
      const kept = understood(() => readExportedAttempt(attempt), 'attempt')
      inAgreement(id, () => writeAttempt(database, id, key, kept))
    }
  }
}

/** @throws UserError where the store has the run, deleted or not */
export function refuseKnown(database: Database, id: string): void {
  const known = findAnyRun(database, id)
  if (!known) return
  throw new UserError(
    `The run ${id} is in the store already${known.deletedAt === null ? '' : ', deleted'}.`,
    known.deletedAt === null ? null : `Bring it back with: tandem undelete ${id}`
  )
}

function requireOwnName(id: string): void {
  if (RUN_ID.test(id) && !TAKEN.has(id)) return
  throw new UserError(
    `A run cannot be called ${JSON.stringify(id.slice(0, 60))}.`,
    'Export it again where it was made.'
  )
}

/** Each field may be sound and the whole not, such as an event of a path that was never opened. */
function inAgreement<T>(id: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw (
      asUserError(error) ??
      new UserError(
        `The run ${id} in this file contradicts itself: ${what.slice(0, MOST_REASON)}.`,
        'Export it again where it was made.'
      )
    )
  }
}

function understood<T>(read: () => T, what: 'run' | 'attempt'): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error
    throw new UserError(
      `This is no ${what} that Tandem exported: ${error.details}.`,
      'Export a run with: tandem export RUN --format json'
    )
  }
}

/** All of a run but its attempts. Returns its key. */
function writeHead(database: Database, run: KeptRun): number {
  const { error, tandem } = run
  const { config, seed, planned, forecastMs, createdAt } = tandem
  const stored = {
    ...config,
    prompts: { ...config.prompts, sha256: keepPrompts(database, tandem.prompts) },
    strategies: { ...config.strategies, sha256: keepStrategies(database, tandem.strategies) }
  }
  const { run_id: id } = run.eval
  const key = insertRun(database, { id, config: stored, seed, planned, forecastMs, createdAt })
  restoreRun(database, key, { ...tandem, failure: error?.message ?? null })
  insertRunProblems(database, key, tandem.problems)
  for (const tag of tandem.tags) addTag(database, key, tag)
  rememberModel(database, config.pair.target, createdAt)
  rememberModel(database, config.pair.draft, createdAt)
  return key
}

function writeAttempt(
  database: Database,
  run: string,
  runKey: number,
  { metadata, events, output }: KeptSample
): void {
  const { problem, method, repeat, seed, startedAt, ratios, grades, eventsVersion, ...record } =
    metadata
  const place = { problem, method, repeat }
  const attempt = insertAttempt(database, { ...place, runKey, seed, startedAt })
  const recorder = new AttemptRecorder({
    keeping: keptWhole(database),
    run,
    attempt,
    onBatch: () => {},
    check: () => {},
    version: Math.max(eventsVersion, attemptEvents.version)
  })
  for (const event of events) {
    recorder.record(readEvent(event, eventsVersion), attemptEvents.upcast(event, eventsVersion))
  }
  recorder.finish({
    ...record,
    answer: output.completion,
    gamma: ratios?.gamma ?? null,
    gammaDecode: ratios?.gammaDecode ?? null,
    wallRatio: ratios?.wallRatio ?? null,
    baseline: ratios?.baseline ?? null
  })
  for (const grade of grades) insertGrade(database, attempt, grade)
}
