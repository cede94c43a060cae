import type { MethodName } from '../shared/options.ts'
import type { Role } from '../shared/cost.ts'
import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { StrategyPool } from '../shared/strategy-pool.ts'
import { METHODS } from './methods.ts'
import type { Chat } from './ports.ts'
import { solvePrompt } from './prompts.ts'
import { RESERVED_TOKENS } from './step-limits.ts'

/** How much of a model's context the prompts of a problem take. */
export interface PromptLength {
  /** Of the longest of them. */
  readonly tokens: number
  /** Tokens that a path's context has. */
  readonly context: number
}

/** The models of a pair that read the problem with a method. */
export function readersOf(method: MethodName): Role[] {
  const { writer, proposes } = METHODS[method]
  return (['target', 'draft'] as const).filter(
    (role) => writer === 'draft-and-target' || writer === role || proposes
  )
}

/** The longest prompt with which a problem may open a path: freely, or along one of the strategies. */
export function longestPrompt(profile: PromptProfile, pool: StrategyPool, problem: string): Chat {
  return [null, ...pool.strategies]
    .map((strategy) => solvePrompt(profile, problem, strategy))
    .reduce((longest, chat) => (chat.user.length > longest.user.length ? chat : longest))
}

/** Whether a path has no room for a first step. */
export function isTooLong({ tokens, context }: PromptLength): boolean {
  return tokens + RESERVED_TOKENS >= context
}
