import { flatRecordOf, tokensByPurpose } from './rows.ts'
import type { RunSource } from './run-source.ts'

/** One line an attempt: its record, with its paths and their steps. */
export function* jsonLines(source: RunSource): Generator<string> {
  for (const attempt of source.settled) {
    const view = source.viewOf(attempt)
    const paths = view.paths.map(({ id, strategy, end, answer, forced, steps }) => ({
      id,
      strategy: strategy?.id ?? null,
      end,
      answer,
      forced,
      steps
    }))
    const row = flatRecordOf(source, attempt, view)
    const line = { ...row, tokens: tokensByPurpose(view), votes: view.votes, paths }
    yield `${JSON.stringify(line)}\n`
  }
}
