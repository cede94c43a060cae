import { z } from 'zod'
import { MEMORY_LIMIT_MARK, TIME_LIMIT_MARK } from '../../../shared/inspection.ts'

/** How a process that reads what strangers made came to its end: with llama.cpp in it, or with a file to import. */
export const deathCauseSchema = z.enum([
  'out-of-memory',
  'aborted',
  'illegal-instruction',
  'killed',
  'hung'
])
export type DeathCause = z.infer<typeof deathCauseSchema>

/** What is known of its end. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: string | null
  /** What it wrote last. */
  readonly output: string
  /** It was ended because it did not answer in time. */
  readonly overdue: boolean
}

/** Exit codes by which Electron and Windows tell what a signal tells elsewhere. */
const CODES: Readonly<Record<number, DeathCause>> = {
  132: 'illegal-instruction',
  137: 'killed',
  0xc000_001d: 'illegal-instruction'
}

const OUT_OF_MEMORY =
  /heap out of memory|bad_alloc|cannot allocate memory|allocation failed|invalid (?:array|string) length|invalid size error/i

/** Null for an end that says nothing about what was read: asked for, or by the hand that stopped the program. */
export function causeOfDeath({ code, signal, output, overdue }: ProcessEnd): DeathCause | null {
  if (overdue || output.includes(TIME_LIMIT_MARK.trim())) return 'hung'
  if (output.includes(MEMORY_LIMIT_MARK.trim()) || OUT_OF_MEMORY.test(output)) {
    return 'out-of-memory'
  }
  switch (signal) {
    case 'SIGKILL':
      return 'killed'
    case 'SIGILL':
      return 'illegal-instruction'
    case 'SIGINT':
    case 'SIGTERM':
    case 'SIGHUP':
      return null
    case null:
      return code === 0 ? null : (CODES[code ?? 0] ?? 'aborted')
    default:
      return 'aborted'
  }
}

/** The condition that native code insisted on, from a line like `llama.cpp:12: GGML_ASSERT(n > 0) failed`. */
export function assertionIn(output: string): string | null {
  return /GGML_ASSERT\((.{1,160})\) failed/.exec(output)?.[1] ?? null
}
