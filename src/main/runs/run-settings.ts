import type { RunConfig } from '../../shared/run-record.ts'
import type { Database } from '../store/sql.ts'
import { keptName } from '../store/tables/documents.ts'
import type { RunRecord } from '../store/tables/runs.ts'

/** The names of a run's prompt profile and strategy pool as they were then; ids stand for what the store has lost. */
export function wordsOfRun(
  database: Database,
  { prompts, strategies }: Pick<RunConfig, 'prompts' | 'strategies'>
): Readonly<Record<'prompts' | 'strategies', string>> {
  return {
    prompts: keptName(database, 'prompts', prompts.sha256) ?? prompts.id,
    strategies: keptName(database, 'strategies', strategies.sha256) ?? strategies.id
  }
}

/**
 * What a run was set to, each setting by its path. Method and seed of the options are each attempt's own; where the models
 * are stands beside their names too.
 */
export function settingsOfRun(
  database: Database,
  { config, seed }: RunRecord
): Map<string, unknown> {
  const { method: _method, seed: _seed, ...options } = config.options
  const { target: _target, draft: _draft, ...setup } = config.pair.setup
  const named = wordsOfRun(database, config)
  return flatSettings({
    ...config,
    prompts: { name: named.prompts, sha256: config.prompts.sha256 },
    strategies: { name: named.strategies, sha256: config.strategies.sha256 },
    options,
    pair: { ...config.pair, setup },
    seed
  })
}

/** The settings in which some differ; one that is absent is as if it were null. */
export function settingsApart(all: readonly ReadonlyMap<string, unknown>[]): string[] {
  const names = new Set(all.flatMap((settings) => [...settings.keys()]))
  return [...names].filter(
    (name) => new Set(all.map((settings) => JSON.stringify(settings.get(name) ?? null))).size > 1
  )
}

/** Every value of a document by its path: `options.paths`. Lists are values. */
export function flatSettings(value: object): Map<string, unknown> {
  return new Map(flatten(value))
}

function flatten(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flatten(inner, path)
      : [[path, inner] as [string, unknown]]
  })
}
