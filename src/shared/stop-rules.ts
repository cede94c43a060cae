import { z } from 'zod'
import { growingNames } from './documents/growing.ts'

/** When the remaining paths are stopped: every rule by its name. What each looks at is in core/stop.ts. */
export const STOP_RULES = {
  all: { help: 'when every path has ended' },
  first: { help: 'at the first finished path with an answer' },
  'agree-2': { help: 'when two finished paths agree' },
  decided: { help: 'when the leader of the vote cannot be overtaken' }
} as const satisfies Record<string, { readonly help: string }>

export type StopRule = keyof typeof STOP_RULES
export const STOP_RULE_NAMES = Object.keys(STOP_RULES) as StopRule[]
/** The rule of that name; null where only another version has it. */
export function findStopRule(name: string): { readonly help: string } | null {
  return Object.hasOwn(STOP_RULES, name) ? STOP_RULES[name as StopRule] : null
}
export const stopRuleSchema = growingNames(z.enum(STOP_RULE_NAMES))
