import type { SolveOptions } from '../../../shared/options.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { highestScore, scoreText } from '../../../shared/scorers/scorers.ts'
import { gammaDecodeAt, whatIf, type ChangedDraft, type Judging } from '../../../shared/what-if.ts'
import { say } from '../../../shared/words/say.ts'
import { UserError } from '../../user-error.ts'
import { count, percent } from './figures.ts'
import type { Style } from './style.ts'
import { fittedTable } from './text-table.ts'
import { wrap } from './wrap.ts'

/** Drafts whose fate changes that are listed one by one. */
const MOST_LISTED = 20

interface Asked {
  /** "ssr": whose drafts they are. */
  readonly name: string
  readonly judging: Judging
  readonly gammaDecode: number | null
}

/** The threshold as it was typed. @throws UserError where it is none of that scorer's scale. */
export function whatIfThreshold(text: string, { scorer }: Pick<SolveOptions, 'scorer'>): number {
  const threshold = Number(text)
  const highest = highestScore(scorer)
  if (text.trim() !== '' && threshold >= 0 && threshold <= highest) return threshold
  throw new UserError(
    `"${text}" is no threshold of the scorer ${scorer}.`,
    `Give a number from 0 to ${highest}.`
  )
}

/** What would have become of the drafts at another threshold, a line for each of those who are asked. */
export function whatIfLines(
  asked: readonly Asked[],
  options: Pick<SolveOptions, 'scorer' | 'threshold'>,
  threshold: number,
  { columns, style }: { readonly columns: number; readonly style: Style }
): string[] {
  if (asked.length === 0) return ['The target judged no draft here: there is no threshold to move.']
  const text = (value: number) => scoreText(value, options.scorer)
  const answers = asked.map(({ name, judging, gammaDecode }) => ({
    name,
    gammaDecode,
    ...whatIf(judging, threshold),
    before: judging.target
  }))
  const [first] = answers
  return [
    `Threshold ${text(threshold)} instead of ${text(options.threshold)} (${options.scorer})`,
    '',
    ...fittedTable(
      ['', 'drafts', 'stand', 'accepted', 'target decodes', 'gammaDecode'],
      answers.map((one) => [
        one.name,
        count(one.judged),
        `${count(one.stood)} → ${count(one.stand)}`,
        `${percent(one.stood / one.judged)} → ${percent(one.stand / one.judged)}`,
        `${count(one.before)} → ${count(one.target)}`,
        `${ratioText(one.gammaDecode)} → ${ratioText(gammaDecodeAt(one))}`
      ]),
      style,
      columns
    ),
    ...(answers.length === 1 && first!.changed.length > 0
      ? ['', ...changedLines(first!.changed, text).flatMap((line) => wrap(line, columns))]
      : []),
    '',
    ...wrap(say('en', 'whatIf.caveat'), columns).map((line) => style.dim(line))
  ]
}

function changedLines(changed: readonly ChangedDraft[], text: (value: number) => string): string[] {
  const lines = changed
    .slice(0, MOST_LISTED)
    .map(
      ({ path, step, score, stands, first }) =>
        `  path ${path + 1}, step ${step + 1}, scored ${score === null ? '?' : text(score)}: ${stands ? 'would have stood' : 'would have been rewritten'}${first ? ', the first of its path' : ''}`
    )
  const left = changed.length - lines.length
  return left === 0 ? lines : [...lines, `  and ${left} more`]
}
