import { isFields } from './source-record.ts'

/**
 * The choices of a problem: a list, a list as JSON text (CSV), `{text: [...]}` or `{A: ..., B: ...}`. Undefined where
 * there are none, null where they cannot be read.
 */
export function readOptions(value: unknown): string[] | null | undefined {
  const given = typeof value === 'string' ? parsed(value) : value
  if (given === undefined || given === null || given === '') return undefined
  if (isFields(given)) return readOptions('text' in given ? given.text : Object.values(given))
  if (!Array.isArray(given)) return null
  if (given.length === 0) return undefined
  const texts = given.map((option) =>
    typeof option === 'number' ? String(option) : (option as unknown)
  )
  return texts.every((text) => typeof text === 'string') ? texts : null
}

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
