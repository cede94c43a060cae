import type { AnswerClass } from '../../../shared/events.ts'
import { type Database, prepared } from '../sql.ts'

export function insertVotes(
  database: Database,
  attemptKey: number,
  votes: readonly AnswerClass[]
): void {
  const insert = prepared<[number, number, string, number, string]>(
    database,
    'INSERT INTO votes (attempt_key, position, answer, weight, paths) VALUES (?, ?, ?, ?, ?)'
  )
  for (const [position, vote] of votes.entries()) {
    insert.run(attemptKey, position, vote.answer, vote.weight, JSON.stringify(vote.paths))
  }
}
