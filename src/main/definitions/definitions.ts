import { promptProfiles, type PromptProfile } from '../../shared/prompt-profile.ts'
import { strategyPools, type StrategyPool } from '../../shared/strategy-pool.ts'
import { IN_DATA } from '../data-directory.ts'
import { collectionIn, type DefinitionCollection } from './collection.ts'

/** Prompt profiles and strategy pools: the bundled ones, and the user's own in the data directory. */
export interface Definitions {
  readonly prompts: DefinitionCollection<PromptProfile>
  readonly strategies: DefinitionCollection<StrategyPool>
  promptProfiles(): Promise<readonly PromptProfile[]>
  strategyPools(): Promise<readonly StrategyPool[]>
  /** @param name An id, or the path of a JSON file. */
  promptProfile(name: string): Promise<PromptProfile>
  /** @param name An id, or the path of a JSON file. */
  strategyPool(name: string): Promise<StrategyPool>
}

/**
 * Reads definitions from folders that hold `prompts` and `strategies`: those that come with the program, and last the
 * user's own, which win.
 */
export function definitionsIn([bundled, own]: readonly [
  bundled: string,
  own: string
]): Definitions {
  const prompts = collectionIn({ kind: IN_DATA.prompts, documents: promptProfiles, bundled, own })
  const strategies = collectionIn({
    kind: IN_DATA.strategies,
    documents: strategyPools,
    bundled,
    own
  })
  return {
    prompts,
    strategies,
    promptProfiles: () => prompts.all(),
    strategyPools: () => strategies.all(),
    promptProfile: (name) => prompts.one(name),
    strategyPool: (name) => strategies.one(name)
  }
}
