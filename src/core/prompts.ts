import type { PromptProfile } from '../shared/prompt-profile.ts'
import type { Strategy } from '../shared/strategy-pool.ts'
import type { Chat, Turn } from './ports.ts'

/** The letter that stands for the pool's strategy at `index`. */
export function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** Asks for a solution, along a strategy or freely. The problem comes first, so that paths share a prefix. */
export function solvePrompt(
  profile: PromptProfile,
  problem: string,
  strategy: Strategy | null
): Chat {
  const user =
    strategy === null || strategy.hint === ''
      ? fill(profile.solve.plain, { problem })
      : fill(profile.solve.withStrategy, { problem, ...words(strategy) })
  return {
    system: profile.system,
    user,
    opening: profile.solve.opening,
    thinking: profile.thinking && { ...profile.thinking, state: 'open' }
  }
}

/** Asks which strategies of the pool suit the problem. */
export function selectPrompt(
  profile: PromptProfile,
  problem: string,
  pool: readonly Strategy[],
  count: number
): Chat {
  const options = pool
    .map((strategy, index) =>
      fill(profile.select.option, { letter: letter(index), ...words(strategy) })
    )
    .join('\n')
  return {
    system: profile.system,
    user: fill(profile.select.ask, { problem, options, count: String(count) }),
    opening: profile.select.opening,
    thinking: profile.thinking && { ...profile.thinking, state: 'closed' }
  }
}

/** Asks for the score of the step that was just read. */
export function scoreTurn(profile: PromptProfile): Turn {
  return {
    user: profile.score.ask,
    opening: profile.score.opening,
    thinking: profile.thinking && { ...profile.thinking, state: 'closed' }
  }
}

function words({ name, description, hint }: Strategy): Record<string, string> {
  return { name, description, hint }
}

/** One pass over the template, so that braces within the problem's own text stay as they are. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole
  )
}
