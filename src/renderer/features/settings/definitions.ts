import type { z } from 'zod'
import { t, told } from '../../words/t.ts'

/** What is wrong with a draft, by field: "solve.plain" or "strategies.2.hint". Empty where all is right. */
export function errorsOf(schema: z.ZodType, draft: unknown): ReadonlyMap<string, string> {
  const parsed = schema.safeParse(draft)
  if (parsed.success) return new Map()
  // The first of several complaints about a field is enough.
  return new Map(
    parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), complaint(issue)])
  )
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') return t('definitions.error.empty')
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return t('definitions.error.tooLong', { characters: Number(issue.maximum) })
  }
  return told(issue.message)
}

/** A short name that nothing has yet: "school-2" for a copy of "school". */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/-\d+$/, '')
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Line breaks and tabs made visible, as programmers write them; `readEscapes` takes them back. */
export function writeEscapes(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

export function readEscapes(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' }
  return text.replace(/\\([nt\\])/g, (whole, letter: string) => meanings[letter] ?? whole)
}
