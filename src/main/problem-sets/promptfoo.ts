import { plainName } from './field-names.ts'
import { isFields } from './source-record.ts'

/** What a test of promptfoo says of the right answer. */
export interface Assertion {
  readonly kind: 'answer' | 'own-check'
  /** The answer; null for a check that only promptfoo can run. */
  readonly value: unknown
  readonly answerKind?: string
}

/** Assertions that name the answer, and what kind of answer they make it. */
const NAMING: Readonly<Record<string, string | undefined>> = {
  equals: undefined,
  contains: undefined,
  icontains: undefined,
  regex: 'pattern'
}

/**
 * Reads an answer that is an assertion of promptfoo: a list of `{type, value}`, or in a column `__expected` a text such
 * as `equals: 5`. Null where the field holds none.
 */
export function readAssertion(field: string | null, value: unknown): Assertion | null {
  if (field === null) return null
  const name = plainName(field)
  if (name === 'assert' && Array.isArray(value)) {
    const found = value
      .filter(isFields)
      .find(({ type }) => typeof type === 'string' && type in NAMING)
    return found === undefined
      ? { kind: 'own-check', value: null }
      : answer(String(found.type), found.value)
  }
  if (name !== 'expected' || !field.startsWith('__') || typeof value !== 'string') return null
  const match = /^([a-z-]+)(?:\([^)]*\))?:\s*(.*)$/s.exec(value.trim())
  if (match === null || !/^(?:not-)?[a-z-]+$/.test(match[1]!)) return { kind: 'answer', value }
  return match[1]! in NAMING ? answer(match[1]!, match[2]) : { kind: 'own-check', value: null }
}

function answer(type: string, value: unknown): Assertion {
  const answerKind = NAMING[type]
  return { kind: 'answer', value, ...(answerKind === undefined ? {} : { answerKind }) }
}
