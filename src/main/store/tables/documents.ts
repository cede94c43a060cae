import { createHash } from 'node:crypto'
import type { DocumentKind } from '../../../shared/documents/document-kind.ts'
import { type PromptProfile, promptProfiles } from '../../../shared/prompt-profile.ts'
import { type StrategyPool, strategyPools } from '../../../shared/strategy-pool.ts'
import { type Database, prepared } from '../sql.ts'

/** Keeps a prompt profile as it is now. Returns its hash. */
export function keepPrompts(database: Database, prompts: PromptProfile): string {
  return keep(database, 'prompts', promptProfiles, prompts)
}

/** Keeps a strategy pool as it is now. Returns its hash. */
export function keepStrategies(database: Database, pool: StrategyPool): string {
  return keep(database, 'strategies', strategyPools, pool)
}

export function readPrompts(database: Database, sha256: string): PromptProfile {
  return promptProfiles.read(read(database, 'prompts', sha256))
}

export function readStrategies(database: Database, sha256: string): StrategyPool {
  return strategyPools.read(read(database, 'strategies', sha256))
}

/** What a kept prompt profile or strategy pool is called; null where the store has lost it. */
export function keptName(
  database: Database,
  kind: 'prompts' | 'strategies',
  sha256: string
): string | null {
  const row = prepared<[string, string], { name: string | null }>(
    database,
    `SELECT json_extract(content, '$.name') AS name FROM documents
     WHERE sha256 = ? AND kind = ? AND json_valid(content)`
  ).get(sha256, kind)
  return row?.name ?? null
}

function keep<T extends object>(
  database: Database,
  kind: string,
  documents: DocumentKind<T>,
  document: T
): string {
  // The words decide whether two runs were asked alike, not the version that wrote them down.
  const sha256 = createHash('sha256').update(documents.essence(document)).digest('hex')
  prepared<[string, string, string]>(
    database,
    'INSERT INTO documents (sha256, kind, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
  ).run(sha256, kind, JSON.stringify(documents.stamped(document)))
  return sha256
}

function read(database: Database, kind: string, sha256: string): unknown {
  const row = prepared<[string, string], { content: string }>(
    database,
    'SELECT content FROM documents WHERE sha256 = ? AND kind = ?'
  ).get(sha256, kind)
  if (!row) throw new Error(`The store has no ${kind} with the hash ${sha256}`)
  return JSON.parse(row.content)
}
