import { createHash } from 'node:crypto'
import { type PromptProfile, promptProfileSchema } from '../../../shared/prompt-profile.ts'
import { type StrategyPool, strategyPoolSchema } from '../../../shared/strategy-pool.ts'
import { type Database, prepared } from '../sql.ts'

/** Keeps a prompt profile as it is now. Returns its hash. */
export function keepPrompts(database: Database, prompts: PromptProfile): string {
  return keep(database, 'prompts', prompts)
}

/** Keeps a strategy pool as it is now. Returns its hash. */
export function keepStrategies(database: Database, pool: StrategyPool): string {
  return keep(database, 'strategies', pool)
}

export function readPrompts(database: Database, sha256: string): PromptProfile {
  return promptProfileSchema.parse(read(database, 'prompts', sha256))
}

export function readStrategies(database: Database, sha256: string): StrategyPool {
  return strategyPoolSchema.parse(read(database, 'strategies', sha256))
}

function keep(database: Database, kind: string, document: unknown): string {
  const content = JSON.stringify(document)
  const sha256 = createHash('sha256').update(content).digest('hex')
  prepared<[string, string, string]>(
    database,
    'INSERT INTO documents (sha256, kind, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
  ).run(sha256, kind, content)
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
