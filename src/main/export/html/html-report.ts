import { acceptanceRemark } from '../../../shared/acceptance-remark.ts'
import { conclusionWords } from '../../../shared/comparison-sentence.ts'
import { pText } from '../../../shared/p-value.ts'
import type { Problem } from '../../../shared/problem-set.ts'
import type { RunCharts } from '../../../shared/run-charts.ts'
import { setNameOf } from '../../../shared/run-record.ts'
import type { MethodReport, RunReport } from '../../../shared/run-report.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import { pointsText } from '../../../shared/points-text.ts'
import { failuresText, percentText, secondsText } from '../figures.ts'
import { timeRatio } from '../../../shared/events.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import type { RunSource } from '../run-source.ts'
import { anchorOf, attemptMarkup } from './attempt-markup.ts'
import { figureMarkup, table } from './figure.ts'
import { headerMarkup } from './header-markup.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'
import { PAGE_ENDS, pageBegins } from './page.ts'
import { runFigures } from './run-figures.ts'

/** Attempts whose steps are in the page; a browser opens so many at once without effort. */
const MOST_TRACES = 2000

/** A run as one page that needs nothing else. */
export function* htmlReport(source: RunSource, words: PageWords): Generator<string> {
  const { report, run } = source
  const name = words.told(setNameOf(run.config) ?? words.say('page.oneProblem'))
  yield pageBegins(`${name}, ${run.id}`, words.language)
  yield headerMarkup(source, words).html
  yield resultsMarkup(report, words).html
  yield chartsMarkup(report, source.charts(), words).html
  yield matrixMarkup(source, words).html
  yield* tracesMarkup(source, words)
  yield PAGE_ENDS
}

function resultsMarkup({ methods, comparisons }: RunReport, words: PageWords): Markup {
  const { say, figure, range, language } = words
  const entries = Object.entries(methods)
  const k = Math.max(1, ...entries.map(([, method]) => method.k))
  const sampled = k > 1 ? [`maj@${k}`, `pass@${k}`] : []
  return html`<h2>${say('report.results')}</h2>
    <div class="scroll">
      ${table(
        [
          say('board.method'),
          say('report.attempts'),
          say('verdict.right'),
          'pass@1',
          '± SE',
          '95 %',
          ...sampled,
          say('board.acceptance'),
          say('compute.gamma'),
          say('compute.gammaDecode'),
          say('compute.time'),
          say('report.timesTime'),
          say('compute.tokens')
        ],
        entries.map(([name, method]) => [name, ...figuresOf(method, k, words)])
      )}
    </div>
    <p class="quiet">${say('report.explained')}</p>
    ${remarksMarkup(entries, words)}
    ${
      comparisons.length === 0
        ? null
        : html`<h2>${say('report.comparisons')}</h2>
            <div class="scroll">
              ${table(
                [
                  say('board.method'),
                  say('comparisons.difference'),
                  '95 %',
                  say('comparisons.p'),
                  say('charts.column.problems'),
                  say('comparisons.words')
                ],
                comparisons.map((comparison) => [
                  comparison.method,
                  figure(pointsText(comparison.difference)),
                  range(comparison.interval, pointsText),
                  figure(pText(comparison.pAdjusted)),
                  String(comparison.problems),
                  conclusionWords(comparison, language)
                ])
              )}
            </div>`
    }`
}

function figuresOf(method: MethodReport, k: number, { figure, range }: PageWords): string[] {
  return [
    String(method.n),
    String(method.correct),
    percentText(method.accuracy),
    method.se === null ? '' : (method.se * 100).toFixed(1),
    range(method.interval),
    ...(k > 1 ? [percentText(method.majK), percentText(method.passK)] : []),
    percentText(method.acceptance),
    ratioText(method.gamma),
    ratioText(method.gammaDecode),
    secondsText(method.wallMs),
    ratioText(timeRatio(method)),
    String(method.tokens.total)
  ].map(figure)
}

function remarksMarkup(
  methods: readonly (readonly [string, MethodReport])[],
  { say, language }: PageWords
): Markup[] {
  return methods.flatMap(([name, method]) => {
    const { ungradable, baseline } = method
    const failures = failuresText(name, method, language)
    const remark = acceptanceRemark(method, language)
    return [
      ...(failures === null ? [] : [`${failures}.`]),
      ...(ungradable > 0 ? [say('report.ungradable', { method: name, answers: ungradable })] : []),
      ...(baseline === 'estimated' ? [say('report.estimated', { method: name })] : []),
      ...(remark === null ? [] : [`${name}: ${remark}`])
    ].map((text) => html`<p>${text}</p>`)
  })
}

function chartsMarkup(report: RunReport, charts: RunCharts, words: PageWords): Markup {
  return html`<h2>${words.say('report.charts')}</h2>
    <div class="charts">
      ${runFigures(report, charts, words).map((one) => figureMarkup(one, words))}
    </div>`
}

function matrixMarkup(source: RunSource, { say }: PageWords): Markup {
  const { problems, run, settled } = source
  const { methods } = run.config
  const cells = Map.groupBy(settled, ({ problem, method }) => `${problem} ${method}`)
  const rows = problems.map(
    ({ id, answer }, position) =>
      html`<tr>
        <td><a href="#problem-${position}">${id}</a></td>
        <td>${answer ?? ''}</td>
        ${methods.map(
          (method) =>
            html`<td>
              ${(cells.get(`${position} ${method}`) ?? []).map((attempt) => cellMarkup(source, attempt))}
            </td>`
        )}
      </tr>`
  )
  return html`<h2>${say('report.matrix')}</h2>
    <div class="scroll">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">${say('grid.problem')}</th>
            <th scope="col">${say('path.answer')}</th>
            ${methods.map((method) => html`<th scope="col">${method}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

function cellMarkup(source: RunSource, attempt: AttemptRecord): Markup {
  const verdict = source.judgementOf(attempt)?.verdict ?? null
  const sign = { right: '✓', wrong: '✗', ungradable: '?' }[verdict ?? 'ungradable']
  return html`<a class="${verdict ?? 'ungraded'}" href="#${anchorOf(attempt)}"
    >${sign} ${attempt.answer?.slice(0, 24) ?? '—'}</a
  >`
}

function* tracesMarkup(source: RunSource, words: PageWords): Generator<string> {
  const { problems, settled } = source
  yield html`<h2>${words.say('report.traces')}</h2>`.html
  yield legendMarkup(words).html
  const shown = settled.slice(0, MOST_TRACES)
  const byProblem = Map.groupBy(shown, ({ problem }) => problem)
  for (const [position, problem] of problems.entries()) {
    const attempts = byProblem.get(position)
    if (!attempts) continue
    yield problemHead({ ...problem, heading: problem.id }, position, words).html
    for (const attempt of attempts) yield attemptMarkup(source, attempt, words).html
    yield '</article>'
  }
  if (shown.length < settled.length) {
    const attempts = settled.length - shown.length
    yield html`<p class="quiet">${words.say('report.leftOut', { attempts })}</p>`.html
  }
}

/** What the marks of a trace mean. */
export function legendMarkup({ say }: PageWords): Markup {
  return html`<p class="quiet">
    <span class="key draft" style="margin-left:0"></span>${say('page.legend.draft')}
    <span class="key target"></span>${say('page.legend.target')} ${say('page.legend.timeline')}
  </p>`
}

export function problemHead(
  { heading, text, answer }: Pick<Problem, 'text' | 'answer'> & { readonly heading: string },
  position: number,
  { say }: PageWords
): Markup {
  return html`<article id="problem-${position}">
    <h3>${heading}</h3>
    <p class="problem"><span class="text">${text}</span></p>
    <p class="quiet">
      ${answer === undefined ? say('page.answer.unknown') : say('page.answer', { answer })}
    </p>
  </article>`
}
