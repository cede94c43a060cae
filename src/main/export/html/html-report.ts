import { acceptanceRemark } from '../../../shared/acceptance-remark.ts'
import { pText } from '../../../shared/p-value.ts'
import type { Problem } from '../../../shared/problem-set.ts'
import type { RunCharts } from '../../../shared/run-charts.ts'
import type { MethodReport, RunReport } from '../../../shared/run-report.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import { pointsText } from '../../../shared/points-text.ts'
import { failuresText, percentText, secondsText } from '../figures.ts'
import { timeRatio } from '../../../shared/events.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import type { RunSource } from '../run-source.ts'
import { anchorOf, attemptMarkup } from './attempt-markup.ts'
import { accuracyByCost, costByPurpose } from './charts.ts'
import { table } from './figure.ts'
import { headerMarkup } from './header-markup.ts'
import { html, type Markup } from './markup.ts'
import { PAGE_ENDS, pageBegins } from './page.ts'
import { acceptanceChart, pathsChart, repeatsChart, scoreChart } from './run-charts.ts'

/** Attempts whose steps are in the page; a browser opens so many at once without effort. */
const MOST_TRACES = 2000

/** A run as one page that needs nothing else. */
export function* htmlReport(source: RunSource): Generator<string> {
  const { report, run } = source
  yield pageBegins(`${run.config.set?.name ?? 'One problem'}, ${run.id}`)
  yield headerMarkup(source).html
  yield resultsMarkup(report).html
  yield chartsMarkup(report, source.charts()).html
  yield matrixMarkup(source).html
  yield* tracesMarkup(source)
  yield PAGE_ENDS
}

function resultsMarkup({ methods, comparisons }: RunReport): Markup {
  const entries = Object.entries(methods)
  const k = Math.max(1, ...entries.map(([, method]) => method.k))
  const sampled = k > 1 ? [`maj@${k}`, `pass@${k}`] : []
  return html`<h2>Results</h2>
    <div class="scroll">
      ${table(
        [
          'method',
          'attempts',
          'right',
          'pass@1',
          '± SE',
          '95 %',
          ...sampled,
          'accepted',
          'gamma',
          'gammaDecode',
          'time',
          '× time',
          'tokens'
        ],
        entries.map(([name, method]) => [name, ...figuresOf(method, k)])
      )}
    </div>
    <p class="quiet">
      gamma: FLOPs of every token of both models, rejected drafts and losing paths included, over
      the baseline's. gammaDecode: decoded tokens, the draft's weighted by its size, over the
      baseline's (our reconstruction of the published convention). × time: wall time over the
      baseline's. Below 1 is cheaper.
    </p>
    ${remarksMarkup(entries)}
    ${
      comparisons.length === 0
        ? null
        : html`<h2>Against the baseline, problem by problem</h2>
            <div class="scroll">
              ${table(
                ['method', 'difference', '95 % interval', 'p (Holm)', 'problems', 'conclusion'],
                comparisons.map(
                  ({ method, difference, interval, pAdjusted, problems, conclusion }) => [
                    method,
                    `${pointsText(difference)} points`,
                    `${pointsText(interval.low)} to ${pointsText(interval.high)}`,
                    pText(pAdjusted),
                    String(problems),
                    conclusion
                  ]
                )
              )}
            </div>`
    }`
}

function figuresOf(method: MethodReport, k: number): string[] {
  return [
    String(method.n),
    String(method.correct),
    percentText(method.accuracy),
    method.se === null ? '' : (method.se * 100).toFixed(1),
    method.interval
      ? `${percentText(method.interval.low)} to ${percentText(method.interval.high)}`
      : '',
    ...(k > 1 ? [percentText(method.majK), percentText(method.passK)] : []),
    percentText(method.acceptance),
    ratioText(method.gamma),
    ratioText(method.gammaDecode),
    secondsText(method.wallMs),
    ratioText(timeRatio(method)),
    String(method.tokens.total)
  ]
}

function remarksMarkup(methods: readonly (readonly [string, MethodReport])[]): Markup[] {
  return methods.flatMap(([name, method]) => {
    const { ungradable, baseline } = method
    const failures = failuresText(name, method)
    const remark = acceptanceRemark(method)
    return [
      ...(failures === null ? [] : [html`<p>${failures}.</p>`]),
      ...(ungradable > 0
        ? [html`<p>${name}: ${ungradable} answers could not be graded and count as not right.</p>`]
        : []),
      ...(baseline === 'estimated'
        ? [html`<p>${name}: measured against an estimated baseline, since none was run.</p>`]
        : []),
      ...(remark === null ? [] : [html`<p>${name}: ${remark}</p>`])
    ]
  })
}

function chartsMarkup(
  { methods }: RunReport,
  { acceptance, scores, paths, repeats }: RunCharts
): Markup {
  const entries = Object.entries(methods)
  const charts = [
    accuracyByCost(entries),
    costByPurpose(entries),
    pathsChart(paths),
    repeatsChart(repeats),
    acceptanceChart(acceptance),
    ...scores.map(scoreChart)
  ].filter((chart) => chart !== null)
  return html`<h2>Charts</h2>
    <div class="charts">${charts}</div>`
}

function matrixMarkup({ problems, run, settled }: RunSource): Markup {
  const { methods } = run.config
  const cells = Map.groupBy(settled, ({ problem, method }) => `${problem} ${method}`)
  const rows = problems.map(
    ({ id, answer }, position) =>
      html`<tr>
        <td><a href="#problem-${position}">${id}</a></td>
        <td>${answer ?? ''}</td>
        ${methods.map(
          (method) => html`<td>${(cells.get(`${position} ${method}`) ?? []).map(cellMarkup)}</td>`
        )}
      </tr>`
  )
  return html`<h2>Problem by problem</h2>
    <div class="scroll">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">problem</th>
            <th scope="col">answer</th>
            ${methods.map((method) => html`<th scope="col">${method}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

function cellMarkup(attempt: AttemptRecord): Markup {
  const sign = { right: '✓', wrong: '✗', ungradable: '?' }[attempt.verdict ?? 'ungradable']
  return html`<a class="${attempt.verdict ?? 'ungraded'}" href="#${anchorOf(attempt)}"
    >${sign} ${attempt.answer?.slice(0, 24) ?? '—'}</a
  >`
}

function* tracesMarkup(source: RunSource): Generator<string> {
  const { problems, settled } = source
  yield html`<h2>Every attempt, step by step</h2>`.html
  yield legendMarkup().html
  const shown = settled.slice(0, MOST_TRACES)
  const byProblem = Map.groupBy(shown, ({ problem }) => problem)
  for (const [position, problem] of problems.entries()) {
    const attempts = byProblem.get(position)
    if (!attempts) continue
    yield problemHead(problem, position).html
    for (const attempt of attempts) yield attemptMarkup(attempt, source.viewOf(attempt)).html
    yield '</article>'
  }
  if (shown.length < settled.length) {
    yield html`<p class="quiet">
      The steps of ${settled.length - shown.length} further attempts are left out; the export as
      JSON has them all.
    </p>`.html
  }
}

/** What the marks of a trace mean. */
export function legendMarkup(): Markup {
  return html`<p class="quiet">
    <span class="key draft" style="margin-left:0"></span>D, solid: written by the draft and
    accepted. <span class="key target"></span>T, hatched: written by the target. In a timeline the
    upper lane of a path is the draft's, the lower one the target's; dotted: drafts that were
    rejected; striped: the target writes; pale: it scores; grey: prompts and questions; thin line:
    the model waits.
  </p>`
}

export function problemHead({ id, text, answer }: Problem, position: number): Markup {
  return html`<article id="problem-${position}">
    <h3>${id}</h3>
    <p class="problem"><span class="text">${text}</span></p>
    <p class="quiet">Answer: ${answer ?? 'not known'}</p>
  </article>`
}
