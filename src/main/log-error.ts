import { inspect } from 'node:util'
import { redactKeys } from './diagnostics/redact.ts'

/** Says on standard error what went wrong for reasons that are the program's own; keys in it are blackened. */
export function logError(sentence: string, error: unknown): void {
  console.error(redactKeys(`${sentence} ${inspect(error)}`))
}
