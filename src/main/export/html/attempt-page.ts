import { UserError } from '../../user-error.ts'
import type { RunSource } from '../run-source.ts'
import { attemptMarkup } from './attempt-markup.ts'
import { headerMarkup } from './header-markup.ts'
import { legendMarkup, problemHead } from './html-report.ts'
import type { PageWords } from './page-words.ts'
import { PAGE_ENDS, pageBegins } from './page.ts'

/**
 * One attempt of a run as a page that needs nothing else, to be handed on: the problem, what solved it, every step.
 *
 * @throws UserError where the run has no such attempt, or it has not ended
 */
export function attemptPage(source: RunSource, key: number, words: PageWords): string {
  const { run, settled, problems } = source
  const attempt = settled.find((one) => one.key === key)
  if (!attempt) {
    throw new UserError(
      `The run ${run.id} has no attempt ${key} that has ended.`,
      `See its attempts with: tandem show ${run.id}`
    )
  }
  const problem = problems[attempt.problem]!
  // What somebody typed has no name.
  const name = run.config.set === null ? words.say('solve.problem') : problem.id
  return [
    pageBegins(
      words.say('page.title', { method: attempt.method, problem: name, run: run.id }),
      words.language
    ),
    headerMarkup(source, words, attempt).html,
    legendMarkup(words).html,
    problemHead({ ...problem, heading: name }, attempt.problem, words).html,
    attemptMarkup(source, attempt, words, { open: true }).html,
    PAGE_ENDS
  ].join('')
}
