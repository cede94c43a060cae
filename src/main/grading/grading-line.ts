import { z } from 'zod'
import { parseJson } from '../problem-sets/formats/json-text.ts'
import { readOptionField } from '../problem-sets/options.ts'
import { ImportError } from '../problem-sets/import-error.ts'
import { UserError } from '../user-error.ts'

/** In every form in which problem sets have them: texts, objects with their letters, one text that marks them. */
const options = z.unknown().transform((value, context): string[] | undefined => {
  const read = readOptionField(value)
  if (read === null) {
    context.addIssue('expected a list of texts or of objects with a text each')
    return z.NEVER
  }
  const { labels } = read ?? {}
  const areLetters = labels?.every((label) => /^[A-J]$/i.test(label)) ?? false
  return read?.texts.map((text, at) =>
    areLetters ? `(${labels?.[at]?.toUpperCase() ?? ''}) ${text}` : text
  )
})

const answer = z.union([z.string(), z.number()]).transform(String)

/** One line of a file to grade, before it is complete. */
export const gradingLineSchema = z
  .object({
    gold: answer.nullish(),
    pred: answer,
    kind: z.enum(['equiv', 'extract']).default('equiv'),
    mode: z.enum(['grade', 'string']).default('grade'),
    expected: z.union([z.boolean(), z.string(), z.null()]).optional(),
    tier: z.string().default('all'),
    choices: options.optional(),
    tolerance: z.number().nonnegative().optional(),
    relativeTolerance: z.number().positive().optional(),
    /** Other gold answers that are right as well. */
    alternatives: z.array(z.string()).optional(),
    /** What the answer is, by a name of the registry; mathematics where it is left out. */
    answerKind: z.string().optional()
  })
  .refine((line) => isExtractionOnly(line) || typeof line.gold === 'string', {
    message: 'gold is missing; only an extract line with mode "string" goes without one',
    path: ['gold']
  })

/** One line of a file to grade. Unknown fields are left alone. */
export type GradingLine = z.infer<typeof gradingLineSchema>

/** Does the line only ask for the answer that an output states? */
export function isExtractionOnly(line: {
  readonly kind: string
  readonly mode: string
  readonly gold?: string | null | undefined
}): boolean {
  return line.kind === 'extract' && line.mode === 'string' && typeof line.gold !== 'string'
}

const shape =
  'Expected {"gold": "…", "pred": "…"}, optionally with kind, mode, expected, tier, choices, tolerance, answerKind.'

/**
 * Reads the lines of a JSONL file; empty ones are skipped.
 * @param file its name, for messages
 * @throws UserError naming the first line that is not as expected
 */
export function parseLines(text: string, file: string): GradingLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, `${file}, line ${at + 1}`)]))
}

/**
 * Reads one line.
 * @param place the file's name and the line's number, for messages
 * @throws UserError where it is not as expected
 */
export function parseLine(line: string, place: string): GradingLine {
  const parsed = gradingLineSchema.safeParse(json(line, place))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'the line'
  throw new UserError(`${place}: ${field}: ${issue?.message ?? 'not as expected'}`, shape)
}

function json(line: string, place: string): unknown {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof ImportError) throw new UserError(`${place}: ${error.message}`, shape)
    const detail = error instanceof Error ? error.message : String(error)
    throw new UserError(`${place}: not JSON: ${detail}`, shape)
  }
}

/** Does the file begin as such lines do? Outputs that other tools stored do not. */
export function isGradingLine(line: string): boolean {
  try {
    const value = parseJson(line)
    const own = typeof value === 'object' && value !== null && 'pred' in value
    return own && ('gold' in value || 'kind' in value)
  } catch {
    return false
  }
}
