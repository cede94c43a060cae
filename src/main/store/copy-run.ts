import { type Database, prepared } from './sql.ts'
import { removeRun } from './tables/runs.ts'
import { STEPS_PER_ATTEMPT } from './tables/steps.ts'

type Row = Record<string, unknown>

/** What runs share, and is there once however many have it. */
const SHARED: readonly (readonly [table: string, rows: string])[] = [
  [
    'documents',
    `sha256 IN (SELECT config ->> '$.prompts.sha256' FROM runs WHERE key = @run
     UNION SELECT config ->> '$.strategies.sha256' FROM runs WHERE key = @run)`
  ],
  [
    'models',
    `sha256 IN (SELECT config ->> '$.pair.target.sha256' FROM runs WHERE key = @run
     UNION SELECT config ->> '$.pair.draft.sha256' FROM runs WHERE key = @run)`
  ]
]
const OF_ATTEMPTS = [
  'event_batches',
  'paths',
  'steps',
  'selections',
  'votes',
  'charges',
  'grades'
] as const

/**
 * Copies a run and all that belongs to it into another store, in the place of what that has of it. Its key and those of
 * its attempts stay where they are free there. All or nothing.
 *
 * @param anew its attempts get new keys, which grow with time however they lie here
 * @returns what the keys of its attempts are there, by what they are here
 */
export function copyRun(
  from: Database,
  to: Database,
  run: number,
  { anew = false }: { readonly anew?: boolean } = {}
): ReadonlyMap<number, number> {
  const select = (table: string, which: string, columns = '*') =>
    prepared<{ run: number }, Row>(from, `SELECT ${columns} FROM ${table} WHERE ${which}`)
  const rows = (table: string, which: string) => select(table, which).all({ run })
  const copy = to.transaction(() => {
    for (const [table, which] of SHARED) {
      for (const row of rows(table, which)) insert(to, table, row, 'OR IGNORE')
    }
    const [head] = rows('runs', 'key = @run')
    const runKey = insert(to, 'runs', { ...head, key: placeOfRun(to, head!) })
    for (const tag of rows('tags', 'run_key = @run'))
      insert(to, 'tags', { ...tag, run_key: runKey })

    const problems = new Map(
      rows('problems', 'key IN (SELECT problem_key FROM run_problems WHERE run_key = @run)').map(
        (problem) => [problem.key, keyOfProblem(to, problem)]
      )
    )
    for (const place of rows('run_problems', 'run_key = @run')) {
      const problem_key = problems.get(place.problem_key)
      insert(to, 'run_problems', { ...place, run_key: runKey, problem_key })
    }

    const order = anew ? 'started_at, key' : 'key'
    const keys = select('attempts', `run_key = @run ORDER BY ${order}`, 'key')
      .all({ run })
      .map(({ key }) => key as number)
    const places = anew ? newPlaces(to, keys) : placesOfAttempts(to, keys)
    for (const attempt of select('attempts', 'run_key = @run').iterate({ run })) {
      insert(to, 'attempts', {
        ...attempt,
        key: places.get(attempt.key as number),
        run_key: runKey
      })
    }
    for (const table of OF_ATTEMPTS) {
      const which = 'attempt_key IN (SELECT key FROM attempts WHERE run_key = @run) ORDER BY 1'
      for (const row of select(table, which).iterate({ run })) {
        insert(to, table, ofAttempt(table, row, places.get(row.attempt_key as number)!))
      }
    }
    return places
  })
  return copy.immediate()
}

function insert(to: Database, table: string, row: Row, otherwise = ''): number {
  const columns = Object.keys(row)
  const values = columns.map((column) => `@${column}`).join(', ')
  const text = `INSERT ${otherwise} INTO ${table} (${columns.join(', ')}) VALUES (${values})`
  return Number(prepared<Row>(to, text).run(row).lastInsertRowid)
}

/** Makes room for it: its own place, or one behind all others, since runs are listed by their keys. Null: the next one. */
function placeOfRun(to: Database, { id, key }: Row): number | null {
  const known = prepared<[string], { key: number }>(to, 'SELECT key FROM runs WHERE id = ?').get(
    id as string
  )
  if (known) {
    removeRun(to, known.key)
    return known.key
  }
  return (key as number) > highest(to, 'runs') ? (key as number) : null
}

function keyOfProblem(to: Database, { key: _, ...problem }: Row): number {
  const known = prepared<[string], { key: number }>(
    to,
    'SELECT key FROM problems WHERE sha256 = ?'
  ).get(problem.sha256 as string)
  return known?.key ?? insert(to, 'problems', problem)
}

/** In the same order. From the first one that is taken on all are new, to both stores: no key means two attempts of a run. */
function placesOfAttempts(to: Database, keys: readonly number[]): ReadonlyMap<number, number> {
  const isTaken = prepared<[number]>(to, 'SELECT 1 FROM attempts WHERE key = ?')
  const taken = keys.findIndex((key) => isTaken.get(key) !== undefined)
  const free = Math.max(highest(to, 'attempts'), keys.at(-1) ?? 0) + 1
  return new Map(
    keys.map((key, index) => [key, taken < 0 || index < taken ? key : free + index - taken])
  )
}

function newPlaces(to: Database, keys: readonly number[]): ReadonlyMap<number, number> {
  const free = highest(to, 'attempts') + 1
  return new Map(keys.map((key, index) => [key, free + index]))
}

function highest(to: Database, table: 'runs' | 'attempts'): number {
  return prepared<[], { key: number }>(
    to,
    `SELECT coalesce(max(key), 0) AS key FROM ${table}`
  ).get()!.key
}

/** A row that belongs to an attempt, under the key that this has there. */
function ofAttempt(table: (typeof OF_ATTEMPTS)[number], row: Row, attempt: number): Row {
  const { key, ...rest } = { ...row, attempt_key: attempt } as Row
  // A step's key is its place in its attempt. That of a grade only keeps their order, in which they come here.
  if (table !== 'steps') return rest
  return { ...rest, key: attempt * STEPS_PER_ATTEMPT + ((key as number) % STEPS_PER_ATTEMPT) }
}
