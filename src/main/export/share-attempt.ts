import type { Language } from '../../shared/contract/settings.ts'
import { attemptPage } from './html/attempt-page.ts'
import { pageWords } from './html/page-words.ts'
import { openRunSource } from './run-source.ts'
import { resolveRun } from '../runs/find-run.ts'
import type { Database } from '../store/sql.ts'
import { UserError } from '../user-error.ts'

/** A file to hand on. */
interface SharedAttempt {
  readonly name: string
  readonly type: string
  readonly text: string
}

/**
 * One attempt as a single HTML file in one of the window's languages.
 *
 * @param key which attempt; the last one of a run of a single problem where it is null
 * @throws UserError where there is none that has ended, or a benchmark's is not named
 */
export function shareAttempt(
  database: Database,
  name: string,
  key: number | null,
  { language, now }: { readonly language: Language; readonly now: number }
): SharedAttempt {
  const run = resolveRun(database, name)
  const source = openRunSource(database, run, now)
  const wanted = key ?? (run.kind === 'solve' ? source.settled.at(-1)?.key : null)
  if (wanted === null) {
    throw new UserError(
      `The run ${run.id} has many attempts: name the one to share with --attempt.`,
      `See them with: tandem show ${run.id}. The whole run: tandem export ${run.id} --format html`
    )
  }
  if (wanted === undefined) {
    throw new UserError(`No attempt of the run ${run.id} has ended.`, 'Share it when it has.')
  }
  return {
    name: `tandem-${run.id}-attempt-${wanted}.html`,
    type: 'text/html',
    text: attemptPage(source, wanted, pageWords(language))
  }
}
