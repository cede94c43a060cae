import { inflateRawSync } from 'node:zlib'
import type { Database } from '../store/sql.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows that belong to a run, beside its own: each table with how they are found by the run's key. */
const BELONGING: Readonly<Record<string, string>> = {
  tags: 'WHERE run_key = ?',
  run_problems: 'JOIN problems ON problems.key = problem_key WHERE run_key = ? ORDER BY position',
  attempts: 'WHERE run_key = ? ORDER BY key',
  grades:
    'WHERE attempt_key IN (SELECT key FROM attempts WHERE run_key = ?) ORDER BY attempt_key, key'
}

/**
 * A run as the store holds it, understood or not, piece by piece: its rows with the documents in them, and the events
 * of each attempt as they were written down. For a run that cannot be read; it is not imported again.
 */
export function* rawRun(database: Database, runKey: number): Generator<string> {
  const run = database.prepare<[number], Row>('SELECT * FROM runs WHERE key = ?').get(runKey)!
  yield `{"run":${JSON.stringify(unpacked(run))}`
  yield `,"documents":${JSON.stringify(documentsOf(database, String(run.config)).map(unpacked))}`
  for (const [table, where] of Object.entries(BELONGING)) {
    const rows = database.prepare<[number], Row>(`SELECT * FROM ${table} ${where}`).all(runKey)
    yield `,"${table}":${JSON.stringify(rows.map(unpacked))}`
  }
  yield ',"event_batches":['
  const batches = database.prepare<[number], Row & { readonly events: Buffer }>(
    `SELECT event_batches.* FROM event_batches JOIN attempts ON attempts.key = attempt_key
     WHERE run_key = ? ORDER BY attempt_key, first`
  )
  let separator = '\n'
  for (const { events, ...batch } of batches.iterate(runKey)) {
    yield `${separator}${JSON.stringify({ ...batch, events: inflated(events) })}`
    separator = ',\n'
  }
  yield ']}\n'
}

/** Prompt profiles and strategy pools that the configuration names, wherever in it. */
function documentsOf(database: Database, config: string): Row[] {
  return database
    .prepare<[string], Row>('SELECT * FROM documents WHERE instr(?, sha256) > 0')
    .all(config)
}

/** Texts that are JSON documents as such. */
function unpacked(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      DOCUMENT_COLUMNS.has(name) && typeof value === 'string' ? jsonOrText(value) : value
    ])
  )
}

const DOCUMENT_COLUMNS = new Set(['config', 'content', 'details'])

/** The events, or where they are damaged the bytes in base64. */
function inflated(events: Buffer): unknown {
  try {
    return jsonOrText(inflateRawSync(events).toString())
  } catch {
    return { base64: events.toString('base64') }
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
