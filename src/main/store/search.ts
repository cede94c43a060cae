import { MATCH_BEGINS, MATCH_ENDS } from '../../shared/contract/runs.ts'
import { searchQuery } from './search-query.ts'
import { type Database, prepared } from './sql.ts'
import { STEPS_PER_ATTEMPT } from './tables/steps.ts'

export interface StoredHit {
  readonly kind: 'problem' | 'answer' | 'step'
  /** The newest run that has it; null for a problem that only a set has. */
  readonly run: string | null
  /** The set of a problem that no run has. */
  readonly set: string | null
  readonly attempt: number | null
  readonly path: number | null
  readonly step: number | null
  /** The text around the match, `MATCH_BEGINS` and `MATCH_ENDS` around each word found. */
  readonly excerpt: string
}

/** A hit in an index whose rows belong to attempts. */
interface AttemptHit {
  readonly key: number
  readonly attempt: number
  readonly runKey: number
  readonly run: string
  readonly deleted: number
  readonly excerpt: string
}

/** The full-text indices by attempt: how many keys each attempt has in them. */
const INDICES = {
  steps: { table: 'steps_words', span: STEPS_PER_ATTEMPT },
  answers: { table: 'attempts_words', span: 1 }
} as const
type Index = (typeof INDICES)[keyof typeof INDICES]

const PAGE = 64
const EXCERPT_WORDS = 16

/** The newest hits first, in runs that are not deleted. */
export function search(database: Database, text: string, limit = 50): StoredHit[] {
  const query = searchQuery(text)
  if (query === null) return []
  const hits = [
    ...stepHits(database, query, limit),
    ...answerHits(database, query, limit),
    ...problemHits(database, query, limit)
  ]
  return hits.sort((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0)).slice(0, limit)
}

/** Keys of the runs in whose problems, answers or steps the words occur, deleted ones left out. */
export function runsWith(database: Database, text: string): Set<number> {
  const query = searchQuery(text)
  const found = new Set<number>()
  if (query === null) return found
  for (const index of Object.values(INDICES)) {
    walk(database, { ...index, page: 1, excerpts: false }, query, (hit) => {
      if (!hit.deleted) found.add(hit.runKey)
      return 'next-run'
    })
  }
  const inProblems = prepared<[string], { runKey: number }>(
    database,
    `SELECT DISTINCT run_key AS runKey FROM problems_words
     CROSS JOIN run_problems ON run_problems.problem_key = problems_words.rowid
     CROSS JOIN runs ON runs.key = run_key AND runs.deleted_at IS NULL
     WHERE problems_words MATCH ?`
  )
  for (const { runKey } of inProblems.all(query)) found.add(runKey)
  return found
}

function stepHits(database: Database, query: string, limit: number): StoredHit[] {
  const place = prepared<[number], { path: number; step: number }>(
    database,
    'SELECT path, step FROM steps WHERE key = ?'
  )
  return newest(database, INDICES.steps, query, limit).map((hit) => ({
    kind: 'step',
    run: hit.run,
    set: null,
    attempt: hit.attempt,
    ...place.get(hit.key)!,
    excerpt: hit.excerpt
  }))
}

function answerHits(database: Database, query: string, limit: number): StoredHit[] {
  return newest(database, INDICES.answers, query, limit).map((hit) => ({
    kind: 'answer',
    run: hit.run,
    set: null,
    attempt: hit.attempt,
    path: null,
    step: null,
    excerpt: hit.excerpt
  }))
}

function problemHits(database: Database, query: string, limit: number): StoredHit[] {
  const problems = prepared<[string, number], { key: number; excerpt: string }>(
    database,
    `SELECT rowid AS key, ${excerptOf('problems_words')} AS excerpt
     FROM problems_words WHERE problems_words MATCH ? ORDER BY rowid DESC LIMIT ?`
  ).all(query, limit)
  return problems.flatMap(({ key, excerpt }) => {
    const use = newestUse(database, key)
    return use ? [{ kind: 'problem' as const, ...use, path: null, step: null, excerpt }] : []
  })
}

/** Where a problem was used last; null where only deleted runs and sets have it. */
function newestUse(
  database: Database,
  problemKey: number
): Pick<StoredHit, 'run' | 'set' | 'attempt'> | null {
  const run = prepared<[number], { run: string; attempt: number | null }>(
    database,
    `SELECT runs.id AS run,
       (SELECT max(key) FROM attempts INDEXED BY attempts_current
        WHERE attempts.run_key = runs.key AND problem = position
          AND status IN ('running', 'done', 'failed')) AS attempt
     FROM run_problems CROSS JOIN runs ON runs.key = run_key
     WHERE problem_key = ? AND deleted_at IS NULL ORDER BY run_key DESC LIMIT 1`
  ).get(problemKey)
  if (run) return { ...run, set: null }
  const set = prepared<[number], { set: string }>(
    database,
    `SELECT set_id AS "set" FROM set_problems CROSS JOIN problem_sets ON problem_sets.id = set_id
     WHERE problem_key = ? AND deleted_at IS NULL LIMIT 1`
  ).get(problemKey)
  return set ? { run: null, attempt: null, set: set.set } : null
}

function newest(database: Database, index: Index, query: string, limit: number): AttemptHit[] {
  const hits: AttemptHit[] = []
  walk(database, { ...index, page: PAGE, excerpts: true }, query, (hit) => {
    if (hit.deleted) return 'next-run'
    hits.push(hit)
    return hits.length === limit ? 'stop' : 'next'
  })
  return hits
}

/**
 * Visits hits, newest first. `next-run` leaves out the hits before this one up to another run's attempt, without
 * visiting them: a deleted run full of a common word costs no more than one hit.
 */
function walk(
  database: Database,
  { table, span, page, excerpts }: Index & { readonly page: number; readonly excerpts: boolean },
  query: string,
  visit: (hit: AttemptHit) => 'next' | 'next-run' | 'stop'
): void {
  const hitsBelow = prepared<[string, number, number], AttemptHit>(
    database,
    `SELECT ${table}.rowid AS key, attempts.key AS attempt, attempts.run_key AS runKey, runs.id AS run,
       runs.deleted_at IS NOT NULL AS deleted, ${excerpts ? excerptOf(table) : "''"} AS excerpt
     FROM ${table}
     CROSS JOIN attempts ON attempts.key = ${table}.rowid / ${span}
     CROSS JOIN runs ON runs.key = attempts.run_key
     WHERE ${table} MATCH ? AND ${table}.rowid < CAST(? AS INTEGER) ORDER BY ${table}.rowid DESC LIMIT ?`
  )
  const olderRun = prepared<[number, number], { key: number }>(
    database,
    'SELECT key FROM attempts WHERE key < ? AND run_key <> ? ORDER BY key DESC LIMIT 1'
  )
  let below = Number.MAX_SAFE_INTEGER
  pages: while (true) {
    const hits = hitsBelow.all(query, below, page)
    for (const hit of hits) {
      const move = visit(hit)
      if (move === 'stop') return
      below = hit.key
      if (move === 'next-run') {
        const older = olderRun.get(hit.attempt, hit.runKey)
        if (!older) return
        below = (older.key + 1) * span
        continue pages
      }
    }
    if (hits.length < page) return
  }
}

function excerptOf(table: string): string {
  return `snippet(${table}, -1, ${marker(MATCH_BEGINS)}, ${marker(MATCH_ENDS)}, '…', ${EXCERPT_WORDS})`
}

function marker(character: string): string {
  return `char(${character.charCodeAt(0)})`
}
