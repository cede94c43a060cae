import { readFileSync } from 'node:fs'
import { promptProfileSchema, type PromptProfile } from '../../src/shared/prompt-profile.ts'
import { strategyPoolSchema, type StrategyPool } from '../../src/shared/strategy-pool.ts'

/** The profile and the pool with which the program asks models that it knows nothing of. */
export const PROFILE: PromptProfile = promptProfileSchema.parse(
  resource('prompts/generic-chat.json')
)
export const POOL: StrategyPool = strategyPoolSchema.parse(resource('strategies/competition.json'))

function resource(name: string): unknown {
  const address = new URL(`../../resources/${name}`, import.meta.url)
  return JSON.parse(readFileSync(address, 'utf8')) as unknown
}
