import {
  passages,
  reservationsOf,
  type PathView,
  type AttemptView,
  type StepView
} from '../../../shared/view.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import type { Verdict } from '../../../shared/run-record.ts'
import { secondsText } from '../figures.ts'
import type { RunSource } from '../run-source.ts'
import { markedScore } from '../../../shared/near-threshold.ts'
import type { SolveOptions } from '../../../shared/options.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'
import { timelineMarkup } from './timeline-markup.ts'

/** The anchor of an attempt in the page. */
export function anchorOf({ key }: AttemptRecord): string {
  return `attempt-${key}`
}

/** One attempt, closed until the reader opens it unless it is `open`: its paths side by side, step by step, and the vote. */
export function attemptMarkup(
  source: Pick<RunSource, 'viewOf' | 'judgementOf'>,
  attempt: AttemptRecord,
  words: PageWords,
  { open = false } = {}
): Markup {
  const { say, told, figure, language } = words
  const view = source.viewOf(attempt)
  const verdict = source.judgementOf(attempt)?.verdict ?? null
  const answer = attempt.answer ?? say('outcome.label.no-answer')
  const price =
    attempt.gamma === null
      ? []
      : [
          `${say('compute.gamma')} ${figure(ratioText(attempt.gamma))}${measuredText(attempt, words)}`
        ]
  return html`<details class="attempt" id="${anchorOf(attempt)}" ${open ? 'open' : ''}>
    <summary>
      <strong>${attempt.method}</strong
      >${attempt.repeat > 0 ? html`<span>${say('page.repeat', { repeat: attempt.repeat + 1 })}</span>` : null}
      <span>${[answer, ...reservationsOf(view, language)].join('; ')}</span
      >${verdictMarkup(verdict, attempt, words)}
      <span class="quiet">${[figure(secondsText(attempt.wallMs)), ...price].join(', ')}</span>
      ${attempt.cause === null ? null : html`<span class="quiet">${told(attempt.cause)}</span>`}
    </summary>
    ${view.notes.map(({ path, text }) => {
      const note = told(text)
      return html`<p class="note">
        ${path === null ? note : say('attempt.pathNote', { path: path + 1, text: note })}
      </p>`
    })}
    ${view.selection === null ? null : selectionMarkup(view.selection, words)}
    ${timelineMarkup(view, words)}
    <div class="paths">${view.paths.map((path) => pathMarkup(path, view.options, words))}</div>
    ${view.votes.length < 2 ? null : votesMarkup(view, words)}
  </details>`
}

function measuredText({ baseline }: AttemptRecord, { say }: PageWords): string {
  return baseline === null ? '' : ` (${say(`compute.${baseline}`)})`
}

/** A verdict with its sign, so that colour is never the only mark. */
function verdictMarkup(
  verdict: Verdict | null,
  { error }: AttemptRecord,
  { say }: PageWords
): Markup {
  const word = say(`verdict.${verdict ?? 'none'}`)
  const why = error === null ? '' : `, ${say(`error.${error as 'engine'}`)}`
  if (verdict === 'right') return html`<span class="verdict right">✓ ${word}</span>`
  if (verdict === 'wrong') return html`<span class="verdict wrong">✗ ${word}${why}</span>`
  return html`<span class="verdict">? ${word}${why}</span>`
}

function selectionMarkup(
  selection: NonNullable<AttemptView['selection']>,
  { say, told }: PageWords
): Markup {
  const shown = selection
    .filter(({ chosen }) => chosen)
    .map(({ strategy, probability }) =>
      probability === null
        ? told(strategy.name)
        : `${told(strategy.name)} ${(probability * 100).toFixed(0)}\u202f%`
    )
  return html`<p class="votes quiet">${say('solve.strategies')}: ${shown.join(', ')}</p>`
}

function pathMarkup(
  { id, strategy, end, answer, forced, cause, steps }: PathView,
  options: SolveOptions | null,
  words: PageWords
): Markup {
  const { say, told } = words
  const ended = [
    say(end === null ? 'path.cutOff' : `path.end.${end}`),
    ...(forced ? [say('page.forced')] : [])
  ].join(', ')
  return html`<section class="path">
    <h4>${say('path.name', { path: id + 1 })}${strategy ? `: ${told(strategy.name)}` : ''}</h4>
    <p class="quiet">
      ${ended}: ${answer ?? (cause === null ? say('outcome.label.no-answer') : told(cause))}
    </p>
    ${steps.map((step) => stepMarkup(step, options, words))}
  </section>`
}

function stepMarkup(step: StepView, options: SolveOptions | null, words: PageWords): Markup {
  const { say } = words
  const { author, state, tokens, kept, rejected } = step
  const facts = [
    say('common.tokens', { tokens }),
    ...(state === 'accepted' || state === 'scored'
      ? [say('page.scored', { score: markedScore(step, options, words.language) })]
      : []),
    ...(kept > 0 ? [say('page.kept', { characters: kept })] : [])
  ]
  return html`<div class="step ${author}">
    <span class="who"><b>${say(`role.${author}`).charAt(0)}</b> ${facts.join(', ')}</span
    ><span class="text"
      >${passages(step).map((passage) => html`<span class="${passage.author}">${passage.text}</span>`)}</span
    >${
      rejected === null
        ? null
        : html`<details>
            <summary>
              ${
                rejected.score === null
                  ? say('step.draftUnscored')
                  : say('step.draftScored', {
                      score: markedScore(rejected, options, words.language)
                    })
              }
            </summary>
            <del>${rejected.text.trim()}</del>
          </details>`
    }
  </div>`
}

function votesMarkup({ votes, tie }: AttemptView, { say, figure }: PageWords): Markup {
  const shown = votes.map(({ answer, paths, weight }) => {
    const numbers = paths.map((path) => path + 1).join(', ')
    const weighs = figure(weight.toFixed(weight % 1 === 0 ? 0 : 2))
    return `${answer}: ${weighs} (${say('vote.paths', { paths: paths.length, numbers })})`
  })
  return html`<p class="votes">
    ${say('vote.title')}: ${shown.join('; ')}. ${tie === null ? null : say(`vote.tie.${tie}`)}
  </p>`
}
