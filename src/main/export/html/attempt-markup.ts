import {
  passages,
  reservationsOf,
  type PathView,
  type AttemptView,
  type StepView
} from '../../../shared/view.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import { secondsText } from '../figures.ts'
import { markedScore } from '../../../shared/near-threshold.ts'
import type { SolveOptions } from '../../../shared/options.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { html, type Markup } from './markup.ts'
import { timelineMarkup } from './timeline-markup.ts'

/** The anchor of an attempt in the page. */
export function anchorOf({ key }: AttemptRecord): string {
  return `attempt-${key}`
}

/** One attempt, closed until the reader opens it unless it is `open`: its paths side by side, step by step, and the vote. */
export function attemptMarkup(
  attempt: AttemptRecord,
  view: AttemptView,
  { open = false } = {}
): Markup {
  return html`<details class="attempt" id="${anchorOf(attempt)}" ${open ? 'open' : ''}>
    <summary>
      <strong>${attempt.method}</strong
      >${attempt.repeat > 0 ? html`<span>repeat ${attempt.repeat + 1}</span>` : null}
      <span>${[attempt.answer ?? 'no answer', ...reservationsOf(view)].join('; ')}</span
      >${verdictMarkup(attempt)}
      <span class="quiet"
        >${secondsText(attempt.wallMs)}${attempt.gamma === null ? '' : `, gamma ${ratioText(attempt.gamma)} (${attempt.baseline ?? ''})`}</span
      >
      ${attempt.cause === null ? null : html`<span class="quiet">${attempt.cause}</span>`}
    </summary>
    ${view.selection === null ? null : selectionMarkup(view.selection)} ${timelineMarkup(view)}
    <div class="paths">${view.paths.map((path) => pathMarkup(path, view.options))}</div>
    ${view.votes.length < 2 ? null : votesMarkup(view)}
  </details>`
}

/** A verdict with its sign, so that colour is never the only mark. */
function verdictMarkup({ verdict, error }: AttemptRecord): Markup {
  if (verdict === 'right') return html`<span class="verdict right">✓ right</span>`
  if (verdict === 'wrong')
    return html`<span class="verdict wrong">✗ wrong${error === null ? '' : `, ${error}`}</span>`
  return html`<span class="verdict">? ${verdict ?? 'not graded'}</span>`
}

function selectionMarkup(selection: NonNullable<AttemptView['selection']>): Markup {
  const shown = selection
    .filter(({ chosen }) => chosen)
    .map(({ strategy, probability }) =>
      probability === null ? strategy.name : `${strategy.name} ${(probability * 100).toFixed(0)} %`
    )
  return html`<p class="votes quiet">Strategies: ${shown.join(', ')}</p>`
}

function pathMarkup(
  { id, strategy, end, answer, forced, cause, steps }: PathView,
  options: SolveOptions | null
): Markup {
  return html`<section class="path">
    <h4>Path ${id + 1}${strategy ? `: ${strategy.name}` : ''}</h4>
    <p class="quiet">
      ${end ?? 'open'}${forced ? ', asked for its answer' : ''}: ${answer ?? cause ?? 'no answer'}
    </p>
    ${steps.map((step) => stepMarkup(step, options))}
  </section>`
}

function stepMarkup(step: StepView, options: SolveOptions | null): Markup {
  const { author, state, tokens, kept, rejected } = step
  const scored =
    state === 'accepted' || state === 'scored' ? `, scored ${markedScore(step, options)}` : ''
  return html`<div class="step ${author}">
    <span class="who"
      ><b>${author === 'draft' ? 'D' : 'T'}</b> ${tokens}
      tokens${scored}${kept > 0 ? `, the first ${kept} characters by the draft` : ''}</span
    ><span class="text"
      >${passages(step).map((passage) => html`<span class="${passage.author}">${passage.text}</span>`)}</span
    >${
      rejected === null
        ? null
        : html`<details>
            <summary>the draft scored ${markedScore(rejected, options)}</summary>
            <del>${rejected.text.trim()}</del>
          </details>`
    }
  </div>`
}

function votesMarkup({ votes, tie }: AttemptView): Markup {
  const shown = votes.map(
    ({ answer, paths, weight }) =>
      `${answer}: ${weight.toFixed(weight % 1 === 0 ? 0 : 2)} (paths ${paths.map((path) => path + 1).join(', ')})`
  )
  return html`<p class="votes">
    Vote: ${shown.join('; ')}${tie === null ? '' : `. Tie broken by ${tie}`}
  </p>`
}
