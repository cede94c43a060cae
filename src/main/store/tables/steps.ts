import type { StepView } from '../../../shared/view.ts'
import { type Database, prepared } from '../sql.ts'

/** Bits of a step's key that number the steps of one attempt. */
const ORDINAL_BITS = 20
export const STEPS_PER_ATTEMPT = 2 ** ORDINAL_BITS

/** Stores a step that is settled. `ordinal` counts the attempt's settled steps in the order of their settling. */
export function insertStep(
  database: Database,
  attemptKey: number,
  ordinal: number,
  path: number,
  step: StepView
): void {
  if (ordinal >= STEPS_PER_ATTEMPT) {
    throw new Error(`An attempt has at most ${STEPS_PER_ATTEMPT} steps`)
  }
  prepared<Record<string, string | number | null>>(
    database,
    `INSERT INTO steps (key, attempt_key, path, step, author, text, tokens, ms, score, evidence,
       rejected_text, rejected_tokens, rejected_ms, rejected_score, rejected_evidence)
     VALUES (@key, @attemptKey, @path, @step, @author, @text, @tokens, @ms, @score, @evidence,
       @rejectedText, @rejectedTokens, @rejectedMs, @rejectedScore, @rejectedEvidence)`
  ).run({
    key: attemptKey * STEPS_PER_ATTEMPT + ordinal,
    attemptKey,
    path,
    step: step.index,
    author: step.author,
    text: step.text,
    tokens: step.tokens,
    ms: step.ms,
    score: step.score,
    evidence: json(step.evidence),
    rejectedText: step.rejected?.text ?? null,
    rejectedTokens: step.rejected?.tokens ?? null,
    rejectedMs: step.rejected?.ms ?? null,
    rejectedScore: step.rejected?.score ?? null,
    rejectedEvidence: json(step.rejected?.evidence ?? null)
  })
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
